// The chat in plain lines, for terminals that cannot place text (TERM=dumb): a line in, the answer
// out as it comes. The same commands; no folding, no panel.
#pragma once

#include "app/chat_options.h"
#include "core/session/backend.h"

namespace ponder {

// As RunChat (loop.h), without touching the terminal's modes.
int RunPlainChat(Backend& backend, const ChatOptions& options);

}  // namespace ponder
