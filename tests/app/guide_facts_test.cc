// What the built-in model says about ponder must be true of ponder: every key, command, setting,
// command line and path in backticks in assets/demo/guide/answers.md is looked up in the tables of
// the code. The model knows these texts by heart; when one changes, it has to be trained again.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "app/args.h"
#include "app/commands.h"
#include "app/keymap.h"
#include "app/paths.h"
#include "app/theme_files.h"
#include "core/chat/settings.h"

namespace ponder {
namespace {

const std::filesystem::path kSource = PONDER_SOURCE_DIR;

std::string ReadText(const std::filesystem::path& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

// {intent: answer}; a section begins with "## intent: topic".
std::map<std::string, std::string> Answers() {
  std::map<std::string, std::string> answers;
  std::istringstream lines(ReadText(kSource / "assets/demo/guide/answers.md"));
  std::string* answer = nullptr;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) {
      answer = &answers[line.substr(3, line.find(':') - 3)];
    } else if (answer) {
      *answer += line + "\n";
    }
  }
  return answers;
}

std::vector<std::string> InBackticks(const std::string& text) {
  static const std::regex pattern("`([^`\n]+)`");
  std::vector<std::string> found;
  for (std::sregex_iterator i(text.begin(), text.end(), pattern), end; i != end; ++i) {
    found.push_back((*i)[1]);
  }
  return found;
}

// "VALUE", "FOLDER": a word to be replaced by the reader.
bool IsPlaceholder(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Words of a command line; quotes keep one together.
std::vector<std::string> Words(const std::string& text) {
  static const std::regex pattern("\"([^\"]*)\"|(\\S+)");
  std::vector<std::string> words;
  for (std::sregex_iterator i(text.begin(), text.end(), pattern), end; i != end; ++i) {
    words.push_back((*i)[1].matched ? (*i)[1] : (*i)[2]);
  }
  return words;
}

bool IsTrueSetting(std::string_view argument) {
  const CommandLine words = ParseCommandLine(argument);
  if (words.name.empty() || IsPlaceholder(words.name)) return true;
  const SettingRow* row = FindSetting(words.name);
  Settings settings;
  return row && (words.argument.empty() || IsPlaceholder(words.argument) ||
                 ParseSetting(*row, words.argument, settings));
}

bool IsTrueCommand(const std::string& text) {
  const CommandLine line = ParseCommandLine(text);
  const auto command = FindSlashCommand(line.name);
  if (!command) return false;
  if ((*command)->name == "set") return IsTrueSetting(line.argument);
  if (line.argument.empty()) return true;
  switch ((*command)->completes) {
    case ArgumentKind::kNone:
      return false;
    case ArgumentKind::kWord:
      return std::ranges::count((*command)->words, line.argument) == 1;
    case ArgumentKind::kTheme:
      return std::ranges::count(ThemeNames({}), line.argument) == 1;
    default:
      return true;
  }
}

bool IsTrueCommandLine(const std::string& text) {
  if (text.starts_with("make ")) {
    const std::string makefile = ReadText(kSource / "Makefile");
    return makefile.find("\n" + text.substr(5) + ":") != std::string::npos;
  }
  std::vector<std::string> words = Words(text);
  words.erase(words.begin());
  return ParseArgs(words).has_value();
}

std::optional<Key> ParseKey(std::string_view name) {
  static const std::map<std::string_view, KeyCode> codes = {
      {"Enter", KeyCode::kEnter}, {"Tab", KeyCode::kTab},       {"Esc", KeyCode::kEscape},
      {"Up", KeyCode::kUp},       {"Down", KeyCode::kDown},     {"Left", KeyCode::kLeft},
      {"Right", KeyCode::kRight}, {"Home", KeyCode::kHome},     {"End", KeyCode::kEnd},
      {"PgUp", KeyCode::kPageUp}, {"PgDn", KeyCode::kPageDown}, {"F1", KeyCode::kF1},
      {"F2", KeyCode::kF2}};
  Key key;
  if (name.starts_with("Ctrl+")) {
    key.ctrl = true;
    name.remove_prefix(5);
  }
  if (const auto code = codes.find(name); code != codes.end()) {
    key.code = code->second;
  } else if (name == "Space") {
    key.character = U' ';
  } else if (name.size() == 1) {
    key.character = static_cast<char32_t>(key.ctrl ? std::tolower(name[0]) : name[0]);
  } else {
    return std::nullopt;
  }
  return key;
}

bool IsTrueKey(const std::string& text) {
  const std::optional<Key> key = ParseKey(text);
  if (key && std::ranges::count(Bindings(), *key, &Binding::key) > 0) return true;
  // The keys of the input line: "Ctrl+W, Alt+D".
  return std::ranges::any_of(EditorKeys(), [&](const EditorKey& row) {
    const std::string names = ", " + std::string(row.name) + ",";
    return names.find(", " + text + ",") != std::string::npos;
  });
}

bool IsTruePath(const std::string& text) {
  if (!text.starts_with("~/")) return std::filesystem::exists(kSource / text);
  const Paths paths = FindPaths(
      [](const char* name) { return std::string_view(name) == "HOME" ? "/home/a" : nullptr; });
  const std::string path = "/home/a" + text.substr(1);
  return path == paths.config_file() || path == paths.models_folder() ||
         path == paths.history_file();
}

bool IsTrue(const std::string& text) {
  // A question to try, and the shell's own command.
  if (text == "What is 23 + 45?" || text == "fg") return true;
  if (text.starts_with('/')) return IsTrueCommand(text);
  if (text.starts_with("ponder ") || text.starts_with("make ")) return IsTrueCommandLine(text);
  return FindSetting(text) || IsTrueKey(text) || (text.size() > 1 && IsTruePath(text));
}

TEST(GuideFacts, WhatStandsInBackticksExists) {
  const auto answers = Answers();
  ASSERT_GE(answers.size(), 60U);
  for (const auto& [intent, answer] : answers) {
    for (const std::string& text : InBackticks(answer)) {
      EXPECT_TRUE(IsTrue(text)) << intent << " says `" << text << "`";
    }
  }
}

TEST(GuideFacts, SmallTalkNamesNothingElse) {
  const std::string text = ReadText(kSource / "assets/demo/phrases/smalltalk.txt");
  for (const std::string& name : InBackticks(text)) EXPECT_TRUE(IsTrue(name)) << name;
}

TEST(GuideFacts, ListsOfCommandsAndSettingsAreComplete) {
  const auto answers = Answers();
  for (const SlashCommand& command : SlashCommands()) {
    EXPECT_NE(answers.at("commands").find(fmt::format("`/{}`", command.name)), std::string::npos)
        << command.name;
  }
  for (const SettingRow& row : SettingRows()) {
    EXPECT_NE(answers.at("settings-list").find(fmt::format("`{}`", row.name)), std::string::npos)
        << row.name;
  }
}

TEST(GuideFacts, WhatDoesNotExistIsFound) {
  for (const char* wrong :
       {"Ctrl+X", "/folds", "/set tempo 1", "/set temp 9", "/copy code please", "/theme pink",
        "ponder models delete demo", "ponder -q", "make tea", "~/.ponder", "top-q", "x"}) {
    EXPECT_FALSE(IsTrue(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace ponder
