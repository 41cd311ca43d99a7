// The chat screen on the terminal: waits for keys, the backend and signals, and draws.
#pragma once

#include "app/chat_options.h"
#include "core/base/result.h"
#include "core/session/backend.h"

namespace ponder {

// Whether there is a terminal to chat on: stdin and stdout. Errors: kRuntime.
Status CheckScreen();

// Runs the chat until the person leaves; opens the model first. Returns the exit code: 0, 3 for a
// wrong theme, that of the error if the first model cannot be opened, 129 and 143 after SIGHUP and
// SIGTERM. The terminal is given back, the conversation printed to it, errors go to stderr. A
// terminal that cannot place text (TERM=dumb) gets the chat in plain lines.
// REQUIRES CheckScreen(). A turn may still run in the backend on return; it has been cancelled.
int RunChat(Backend& backend, const ChatOptions& options);

}  // namespace ponder
