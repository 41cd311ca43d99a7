// The texts of `ponder --help` and `ponder --version`.
#include <utility>

#include "app/args.h"
#include "core/base/simd.h"
#include "core/chat/settings.h"
#include "core/quant/format.h"

namespace ponder {
namespace {

constexpr size_t kColumns = 80;

// "  --temp 0.70  --top-p off ...": the settings that are a flag, with the program's own defaults.
std::string SettingFlags() {
  std::string text;
  std::string line;
  for (const SettingRow& row : SettingRows()) {
    if (std::holds_alternative<bool Settings::*>(row.field)) continue;  // --no-think is an option
    const std::string flag = fmt::format("  --{} {}", row.name, FormatSetting(row, Settings()));
    if (line.size() + flag.size() > kColumns) text += std::exchange(line, "") + "\n";
    line += flag;
  }
  return text + line + "\n";
}

}  // namespace

std::string HelpText() {
  return R"(ponder: chat with NVIDIA Nemotron-3 models on this computer's processor

  ponder                                  chat with the built-in model
  ponder -m ~/models/Nemotron-3-Nano      chat with a checkpoint folder
  ponder run "What is 23 + 45?"           one answer on stdout
  git diff | ponder run "Review this" -f -
  ponder models info FOLDER               explain a model
  ponder doctor                           check this machine

Commands (ponder COMMAND --help says more)
  chat    the chat screen (default)       bench   measure speed
  run     answer one prompt               logits  logits of given tokens
  models  list, info, fit, export         tokens  text to token ids and back
  doctor  machine, files, formats         prompt  messages to prompt text

Options of chat and run
  -m, --model MODEL   folder, or name under the models folder; none = built in
  --system TEXT       system prompt
  --no-think          answer without thinking first
  --ctx N             tokens of context (default: the model's, at most 32768)
  --threads N         default: one per physical core
  --force             load even what does not fit into memory

Settings (flags here, /set in the chat; defaults come from the model)
)" + SettingFlags() +
         R"(
Files     ~/.config/ponder/config.toml, ~/.local/share/ponder/models
Exit      0 done, 1 error, 2 usage, 3 settings file, 4 model, 5 memory,
          6 token limit or full context, 7 no answer within the budget,
          124 timeout, 129/130/143 signals
Nothing leaves this computer.
)";
}

std::string VersionText() {
  std::string text =
      fmt::format("ponder {} ({})\nreads", PONDER_VERSION, Name(CurrentSimdTarget()));
  const char* separator = " ";
  for (const Format* format : Formats()) {
    text += separator + std::string(format->name);
    separator = ", ";
  }
  return text + "\n";
}

}  // namespace ponder
