#include "app/pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/keymap.h"
#include "core/base/byte_text.h"
#include "core/chat/settings.h"
#include "ui/view/format.h"

namespace ponder {
namespace {

std::string CommandLabel(const SlashCommand& command) {
  std::string label = "/" + std::string(command.name);
  if (!command.arguments.empty()) label += " " + std::string(command.arguments);
  return label;
}

std::string CommandHelp(const SlashCommand& command) {
  std::string help(command.help);
  for (size_t i = 0; i < command.aliases.size(); ++i) {
    help += fmt::format("{}/{}", i == 0 ? " (also " : ", ", command.aliases[i]);
  }
  return command.aliases.empty() ? help : help + ")";
}

void AddHeading(std::string text, PageState& page) {
  if (!page.lines.empty()) page.lines.emplace_back();
  page.lines.push_back({.left = std::move(text), .heading = true});
}

std::string Sized(uint64_t bytes, const std::string& about) {
  return PadLeft(FormatBytes(bytes), 8) + (about.empty() ? "" : "   " + about);
}

}  // namespace

PageState HelpPage() {
  PageState page{.title = "help", .lines = {}};
  AddHeading("Keys", page);
  for (const Binding& binding : Bindings()) {
    if (binding.help.empty()) continue;
    page.lines.push_back({std::string(binding.name), std::string(binding.help)});
  }
  AddHeading("Editing the line", page);
  for (const EditorKey& key : EditorKeys()) {
    page.lines.push_back({std::string(key.name), std::string(key.help)});
  }
  AddHeading("Commands", page);
  for (const SlashCommand& command : SlashCommands()) {
    page.lines.push_back({CommandLabel(command), CommandHelp(command)});
  }
  page.lines.push_back({"//TEXT", "a message that begins with a slash"});
  AddHeading("Good to know", page);
  page.lines.push_back({"", "Everything runs on this computer; nothing is sent anywhere."});
  page.lines.push_back({"",
                        "The conversation is printed to the terminal when you leave. /save "
                        "writes it to a file."});
  page.lines.push_back({"",
                        "\"reused 940 of 961\" under an answer: so many tokens of the conversation "
                        "were still known and not read again."});
  page.lines.push_back({"", "Hold Shift to select text with the mouse."});
  return page;
}

PageState SettingsPage(const Settings& current, const Settings& defaults) {
  PageState page{.title = "settings", .lines = {}};
  for (const SettingRow& row : SettingRows()) {
    const std::string value = FormatSetting(row, current);
    const std::string usual = FormatSetting(row, defaults);
    const std::string was = value == usual ? "" : fmt::format(" (default {})", usual);
    page.lines.push_back({std::string(row.name), fmt::format("{}{}. {}", value, was, row.help)});
  }
  page.lines.emplace_back();
  page.lines.push_back({"", "/set NAME VALUE changes one, F2 opens the panel."});
  return page;
}

PageState MemoryPage(const MemoryPageInput& input) {
  const Meters& meters = *input.meters;
  const MemoryReading& memory = input.memory;
  const uint64_t kv = meters.kv_bytes;
  const uint64_t state = meters.state_bytes;
  const uint64_t checkpoints = meters.checkpoint_bytes;
  const uint64_t resident = std::min(memory.mapped_file_bytes, input.weight_bytes);
  const uint64_t told = resident + kv + state + checkpoints;
  const uint64_t rest = memory.process_bytes - std::min(memory.process_bytes, told);
  const uint64_t used = meters.context_used;
  PageState page{.title = "memory", .lines = {}};
  page.lines = {
      {"weights, mapped",
       Sized(input.weight_bytes, fmt::format("{} resident, page faults {}/s", FormatBytes(resident),
                                             FormatCount(static_cast<uint64_t>(
                                                 std::max(input.page_faults_per_s, 0.0)))))},
      {"KV cache", Sized(kv, used == 0 ? ""
                                       : fmt::format("{} at {} bytes", FormatTokens(used),
                                                     FormatCount(kv / used)))},
      {"recurrent state", Sized(state, "")},
      {"checkpoints", Sized(checkpoints, "")},
      {"everything else", Sized(rest, "")},
      {"process", Sized(memory.process_bytes, "")},
      {"machine", Sized(memory.machine_bytes,
                        fmt::format("{} free, {}", FormatBytes(memory.available_bytes),
                                    memory.swap_used_bytes > 0
                                        ? FormatBytes(memory.swap_used_bytes) + " swap in use"
                                        : "no swap in use"))},
  };
  return page;
}

}  // namespace ponder
