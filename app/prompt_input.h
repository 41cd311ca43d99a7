// What `ponder run` is asked: a prompt, a file, a whole conversation, or what stdin holds.
#pragma once

#include <string>

#include "app/args.h"
#include "core/chat/turn_request.h"

namespace ponder {

// Reads the files; stdin only where it is asked for by "-", or where nothing else is.
// Errors: kUsage (no prompt, a conversation that is not one), kRuntime (files).
Result<TurnRequest> ReadPromptInput(const RunArgs& run, const std::string& system, int stdin_fd);

// All of a file or pipe. "-" = stdin. Errors: kRuntime; more than 64 MiB.
Result<std::string> ReadAll(const std::string& path, int stdin_fd);

}  // namespace ponder
