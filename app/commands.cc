#include "app/commands.h"

#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>

#include "app/chat_app.h"
#include "app/clipboard.h"
#include "app/code_blocks.h"
#include "app/nearest.h"
#include "app/pages.h"
#include "app/theme_files.h"
#include "core/base/byte_text.h"
#include "core/base/utf8.h"
#include "core/io/atomic_write.h"
#include "ui/view/format.h"

namespace ponder {
namespace {

using Note = Result<std::string>;

Note Help(ChatApp& app, std::string_view argument) {
  if (argument.starts_with('/')) argument.remove_prefix(1);
  if (argument.empty()) {
    app.ShowPage(HelpPage());
    return "";
  }
  const SlashCommand& command = *TRY(FindSlashCommand(argument));
  return fmt::format("/{} {}: {}", command.name, command.arguments, command.help);
}

Result<const SettingRow*> FindSettingOrSay(std::string_view name) {
  if (const SettingRow* row = FindSetting(name)) return row;
  std::vector<std::string_view> names;
  for (const SettingRow& row : SettingRows()) names.push_back(row.name);
  const auto meant = NearestName(name, names);
  return Fail(ErrorCode::kUsage, "/set", "there is no setting {}{}; /set lists them",
              VisibleLine(name), meant ? fmt::format(", did you mean {}", *meant) : "");
}

Note Set(ChatApp& app, std::string_view argument) {
  if (argument.empty()) {
    app.ShowPage(SettingsPage(app.settings().current(), app.settings().defaults()));
    return "";
  }
  const CommandLine words = ParseCommandLine(argument);
  const SettingRow& row = *TRY(FindSettingOrSay(words.name));
  if (words.argument.empty()) {
    return fmt::format("{} is {} (default {}). {}", row.name,
                       FormatSetting(row, app.settings().current()),
                       FormatSetting(row, app.settings().defaults()), row.help);
  }
  const Settings before = app.settings().current();
  Settings after = before;
  TRY(ParseSetting(row, words.argument, after));
  app.ChangeSetting(row, after);
  const std::string change = DescribeChange(before, app.settings().current());
  return change.empty() ? fmt::format("{} stays {}", row.name, FormatSetting(row, before))
                        : WithArrows(change, app.glyphs());
}

Note Think(ChatApp& app, std::string_view argument) {
  const auto& model = app.conversation().model();
  if (model && !model->can_think) {
    return Fail(ErrorCode::kUsage, "/think", "{} has no thinking to switch",
                VisibleLine(model->name));
  }
  if (argument.empty()) argument = app.settings().current().think ? "off" : "on";
  Settings after = app.settings().current();
  after.think = argument == "on";
  app.ChangeSetting(*FindSetting("think"), after);
  if (after.think) return "the model thinks before the next answer";
  return app.conversation().running()
             ? "an open thought closes now; the next answer comes without one"
             : "the model answers the next message at once";
}

Note Fold(ChatApp& app, std::string_view) {
  if (app.view().ToggleAllThoughts()) return "";
  return app.view().all_folded() ? "no thought in sight; the others are folded now"
                                 : "no thought in sight; the others are unfolded now";
}

Note Clear(ChatApp& app, std::string_view) {
  app.conversation().Clear();
  app.view().ScrollToEnd();
  return "a new conversation; settings and system prompt stay";
}

Note Retry(ChatApp& app, std::string_view) {
  if (app.conversation().Retry()) return "";
  return Fail(ErrorCode::kUsage, "/retry", "there is no message to answer again");
}

Note Edit(ChatApp& app, std::string_view) {
  const std::string text = app.conversation().TakeBack();
  if (text.empty()) return Fail(ErrorCode::kUsage, "/edit", "there is no message to take back");
  app.ReturnToDraft(text);
  return "change it and press Enter; Esc leaves it as it was";
}

Note System(ChatApp& app, std::string_view argument) {
  const std::string& now = app.conversation().transcript().system_prompt();
  if (argument.empty()) {
    return now.empty() ? "there is no system prompt; /system TEXT sets one"
                       : "system prompt: " + now;
  }
  app.conversation().SetSystemPrompt(argument == "-" ? "" : std::string(argument));
  return argument == "-" ? "no system prompt from the next message on"
                         : "this system prompt holds from the next message on";
}

Note Model(ChatApp& app, std::string_view argument) {
  if (argument.empty()) {
    const auto& model = app.conversation().model();
    if (!model) return "no model is open yet";
    return fmt::format("{}, {}, {}, context {} tokens; /model FOLDER opens another",
                       VisibleLine(model->name), VisibleLine(model->format),
                       FormatBytes(model->weight_bytes), FormatCount(model->context));
  }
  app.OpenModelAt(ExpandHome(argument));
  return "";
}

std::string DefaultFileName(const Transcript& transcript) {
  const auto time =
      static_cast<std::time_t>(transcript.message(transcript.path().front()).unix_seconds);
  std::tm local{};
  localtime_r(&time, &local);
  char name[64];
  const size_t length = std::strftime(name, sizeof name, "ponder-%Y%m%d-%H%M%S.md", &local);
  return {name, length};
}

Note Save(ChatApp& app, std::string_view argument) {
  const Transcript& transcript = app.conversation().transcript();
  if (transcript.empty()) return Fail(ErrorCode::kUsage, "/save", "nothing was said yet");
  const std::string path = argument.empty() ? DefaultFileName(transcript) : ExpandHome(argument);
  std::error_code error;
  if (std::filesystem::exists(path, error) && !app.WroteFile(path)) {
    return Fail(ErrorCode::kUsage, VisibleLine(path),
                "is there already and not from this chat; give another name");
  }
  TRY(WriteFileAtomically(path, transcript.ToMarkdown()));
  app.NoteWrittenFile(path);
  return "saved as " + VisibleLine(path);
}

Result<std::string> TextToCopy(const Transcript& transcript, std::string_view what) {
  if (what == "all") return transcript.ToMarkdown();
  const auto path = transcript.path();
  for (auto id = path.rbegin(); id != path.rend(); ++id) {
    const Message& message = transcript.message(*id);
    if (message.speaker != Speaker::kAssistant) continue;
    if (what == "think") return message.Text(SpanKind::kThink);
    const std::string answer = message.Text(SpanKind::kText);
    return what == "code" ? LastCodeBlock(answer) : answer;
  }
  return std::string();
}

Note Copy(ChatApp& app, std::string_view argument) {
  const std::string text = TRY(TextToCopy(app.conversation().transcript(), argument));
  if (text.empty()) {
    return Fail(ErrorCode::kUsage, "/copy", "{}",
                argument == "code"    ? "the last answer has no code block"
                : argument == "think" ? "the last answer has no thought"
                                      : "there is nothing to copy yet");
  }
  app.host().SendSequence(TRY(ClipboardSequence(text, app.options().inside_tmux)));
  return fmt::format("sent {} bytes to the terminal's clipboard (OSC 52)",
                     FormatCount(text.size()));
}

Note ChangeTheme(ChatApp& app, std::string_view argument) {
  const std::vector<std::string>& folders = app.options().theme_folders;
  if (argument.empty()) {
    return fmt::format("themes: {}", fmt::join(ThemeNames(folders), ", "));
  }
  app.host().UseTheme(TRY(LoadTheme(argument, folders)));
  return fmt::format("theme {}", argument);
}

Note Memory(ChatApp& app, std::string_view) {
  app.ShowMemoryPage();
  return "";
}

Note Quit(ChatApp& app, std::string_view) {
  app.Quit(0);
  return "";
}

const std::vector<SlashCommand>& Table() {
  using enum ArgumentKind;
  static const std::vector<SlashCommand> table = {
      {.name = "help",
       .arguments = "[NAME]",
       .help = "list the commands and keys",
       .completes = kCommand,
       .run = Help},
      {.name = "set",
       .arguments = "[NAME [VALUE]]",
       .help = "show or change a setting",
       .completes = kSetting,
       .run = Set},
      {.name = "think",
       .arguments = "on|off",
       .help = "let the model think first",
       .completes = kWord,
       .words = {"on", "off"},
       .run = Think},
      {.name = "fold", .help = "fold or unfold every thought", .run = Fold},
      {.name = "clear",
       .help = "start a new conversation",
       .ends_reply = true,
       .unsends_queue = true,
       .run = Clear},
      {.name = "retry", .help = "answer the last message again", .ends_reply = true, .run = Retry},
      {.name = "edit",
       .help = "take the last message back into the input line",
       .ends_reply = true,
       .unsends_queue = true,
       .run = Edit},
      {.name = "system",
       .arguments = "[TEXT]",
       .help = "show or set the system prompt; - removes it",
       .completes = kText,
       .run = System},
      {.name = "model",
       .arguments = "[PATH]",
       .help = "show or open another model",
       .completes = kFile,
       .ends_reply = true,
       .run = Model},
      {.name = "save",
       .arguments = "[FILE]",
       .help = "write the transcript as Markdown",
       .completes = kFile,
       .run = Save},
      {.name = "copy",
       .arguments = "[all|think|code]",
       .help = "copy the last answer to the clipboard (OSC 52)",
       .completes = kWord,
       .words = {"all", "think", "code"},
       .run = Copy},
      {.name = "theme",
       .arguments = "[NAME]",
       .help = "list the themes or choose one",
       .completes = kTheme,
       .run = ChangeTheme},
      {.name = "memory", .help = "where the memory goes", .run = Memory},
      {.name = "quit", .aliases = {"exit", "q"}, .help = "leave", .run = Quit},
  };
  return table;
}

// "all, think or code".
std::string EitherOf(std::span<const std::string_view> words) {
  const auto all_but_last = words.first(words.size() - 1);
  return fmt::format("{} or {}", fmt::join(all_but_last, ", "), words.back());
}

}  // namespace

std::span<const SlashCommand> SlashCommands() { return Table(); }

Result<const SlashCommand*> FindSlashCommand(std::string_view name) {
  std::vector<std::string_view> names;
  for (const SlashCommand& command : Table()) {
    if (command.name == name) return &command;
    names.push_back(command.name);
    for (const std::string_view alias : command.aliases) {
      if (alias == name) return &command;
      names.push_back(alias);
    }
  }
  const auto meant = NearestName(name, names);
  return Fail(ErrorCode::kUsage, "/" + VisibleLine(name),
              "no such command{}; /help lists them, // begins a message with a slash",
              meant ? fmt::format(", did you mean /{}", *meant) : "");
}

Result<std::string> RunSlashCommand(const SlashCommand& command, ChatApp& app,
                                    std::string_view argument) {
  const auto& words = command.words;
  const bool wants_word = command.completes == ArgumentKind::kWord && !argument.empty();
  if (wants_word && std::ranges::find(words, argument) == words.end()) {
    return Fail(ErrorCode::kUsage, fmt::format("/{}", command.name), "want {}", EitherOf(words));
  }
  return command.run(app, argument);
}

CommandLine ParseCommandLine(std::string_view line) {
  const auto trim = [](std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \n"), text.size()));
    return text.substr(0, text.find_last_not_of(" \n") + 1);
  };
  if (line.starts_with('/')) line.remove_prefix(1);
  line = trim(line);
  const size_t blank = std::min(line.find_first_of(" \n"), line.size());
  return {line.substr(0, blank), trim(line.substr(blank))};
}

}  // namespace ponder
