// THE table of slash commands. /help, completion and error messages come from its rows; adding a
// command is adding one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "ui/input/completion.h"

namespace ponder {

class ChatApp;

struct SlashCommand {
  std::string_view name;  // without the slash
  std::vector<std::string_view> aliases = {};
  std::string_view arguments = {};  // "[NAME [VALUE]]"
  std::string_view help;
  ArgumentKind completes = ArgumentKind::kNone;
  std::vector<std::string_view> words = {};  // for ArgumentKind::kWord: the arguments there are
  bool ends_reply = false;                   // a running reply is stopped before
  bool unsends_queue = false;  // messages that waited for that reply go back to the input line
  // Returns what to tell the person; may be empty.
  Result<std::string> (*run)(ChatApp& app, std::string_view argument) = nullptr;
};

std::span<const SlashCommand> SlashCommands();

// Errors: kUsage, with the name that may have been meant.
Result<const SlashCommand*> FindSlashCommand(std::string_view name);

// As `command.run`. Errors: kUsage too, for an argument that is none of the row's words.
Result<std::string> RunSlashCommand(const SlashCommand& command, ChatApp& app,
                                    std::string_view argument);

// "/set temp 0.3" is {"set", "temp 0.3"}.
struct CommandLine {
  std::string_view name;
  std::string_view argument;
};
CommandLine ParseCommandLine(std::string_view line);

}  // namespace ponder
