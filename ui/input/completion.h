// Completing slash commands and their arguments.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ponder {

// What the arguments of a command can be.
enum class ArgumentKind : uint8_t { kNone, kText, kCommand, kSetting, kTheme, kFile, kWord };

struct CompletableCommand {
  std::string_view name;  // without the slash
  std::string_view help;
  ArgumentKind argument = ArgumentKind::kNone;
  std::vector<std::string_view> words;  // of kWord: "on", "off"
};

struct CompletionSources {
  std::vector<CompletableCommand> commands;
  std::vector<std::string> settings;
  // Values worth offering for a setting, most have none.
  std::function<std::vector<std::string>(std::string_view setting)> values;
  std::vector<std::string> themes;
};

struct Candidate {
  std::string text;  // replaces [begin, end) of the line
  std::string help;

  bool operator==(const Candidate&) const = default;
};

struct Completion {
  size_t begin = 0;
  size_t end = 0;
  std::vector<Candidate> candidates = {};

  std::string CommonBeginning() const;
};

// What could stand at the cursor. Only lines that begin with one slash complete.
Completion Complete(std::string_view line, size_t cursor, const CompletionSources& sources);

// Files whose path begins with `prefix` (a leading ~/ is the home folder), at most `max`, folders
// with a slash at the end, hidden ones only if asked for.
std::vector<std::string> FilesBeginningWith(std::string_view prefix, size_t max);

// The home folder in place of a leading ~/.
std::string ExpandHome(std::string_view path);

}  // namespace ponder
