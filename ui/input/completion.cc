#include "ui/input/completion.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "core/base/utf8.h"

namespace ponder {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxFiles = 200;
constexpr size_t kMaxEntriesRead = 20'000;

void Offer(std::string_view text, std::string_view help, std::string_view prefix,
           Completion& completion) {
  if (text.starts_with(prefix))
    completion.candidates.push_back({std::string(text), std::string(help)});
}

void OfferAll(const std::vector<std::string>& texts, std::string_view prefix,
              Completion& completion) {
  for (const std::string& text : texts) Offer(text, "", prefix, completion);
}

const CompletableCommand* FindCommand(std::string_view name, const CompletionSources& sources) {
  for (const CompletableCommand& command : sources.commands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

Completion CompleteCommand(std::string_view line, size_t cursor, const CompletionSources& sources) {
  Completion completion{.begin = 0, .end = cursor};
  for (const CompletableCommand& command : sources.commands) {
    std::string text = "/" + std::string(command.name);
    if (command.argument != ArgumentKind::kNone) text += ' ';
    Offer(text, command.help, line.substr(0, cursor), completion);
  }
  return completion;
}

// "/set NAME VALUE": the name, or what it can be.
void CompleteSetting(std::string_view argument, const CompletionSources& sources,
                     Completion& completion) {
  const size_t space = argument.find(' ');
  if (space == std::string_view::npos) {
    for (const std::string& name : sources.settings) Offer(name + ' ', "", argument, completion);
    return;
  }
  completion.begin += space + 1;
  if (sources.values) {
    OfferAll(sources.values(argument.substr(0, space)), argument.substr(space + 1), completion);
  }
}

void CompleteArgument(const CompletableCommand& command, std::string_view argument,
                      const CompletionSources& sources, Completion& completion) {
  switch (command.argument) {
    case ArgumentKind::kNone:
    case ArgumentKind::kText:
      return;
    case ArgumentKind::kCommand:
      for (const auto& other : sources.commands)
        Offer(other.name, other.help, argument, completion);
      return;
    case ArgumentKind::kSetting:
      return CompleteSetting(argument, sources, completion);
    case ArgumentKind::kTheme:
      return OfferAll(sources.themes, argument, completion);
    case ArgumentKind::kFile:
      return OfferAll(FilesBeginningWith(argument, kMaxFiles), argument, completion);
    case ArgumentKind::kWord:
      for (std::string_view word : command.words) Offer(word, "", argument, completion);
      return;
  }
}

}  // namespace

std::string Completion::CommonBeginning() const {
  if (candidates.empty()) return {};
  std::string common = candidates[0].text;
  for (const Candidate& candidate : candidates) {
    const auto ends =
        std::mismatch(common.begin(), common.end(), candidate.text.begin(), candidate.text.end());
    common.erase(ends.first, common.end());
  }
  common.resize(common.size() - IncompleteUtf8Tail(common));
  return common;
}

Completion Complete(std::string_view line, size_t cursor, const CompletionSources& sources) {
  cursor = std::min(cursor, line.size());
  if (!line.starts_with('/') || line.starts_with("//")) return {cursor, cursor, {}};
  const size_t space = line.substr(0, cursor).find(' ');
  if (space == std::string_view::npos) return CompleteCommand(line, cursor, sources);
  Completion completion{.begin = space + 1, .end = cursor};
  const CompletableCommand* command = FindCommand(line.substr(1, space - 1), sources);
  if (command != nullptr) {
    CompleteArgument(*command, line.substr(space + 1, cursor - space - 1), sources, completion);
  }
  return completion;
}

std::string ExpandHome(std::string_view path) {
  const char* home = std::getenv("HOME");
  if (home == nullptr || (path != "~" && !path.starts_with("~/"))) return std::string(path);
  return home + std::string(path.substr(1));
}

std::vector<std::string> FilesBeginningWith(std::string_view prefix, size_t max) {
  const size_t slash = prefix.rfind('/');
  const std::string_view shown_folder =
      slash == std::string_view::npos ? "" : prefix.substr(0, slash + 1);
  const std::string_view name = prefix.substr(shown_folder.size());
  const std::string folder = shown_folder.empty() ? "." : ExpandHome(shown_folder);
  std::vector<std::string> found;
  std::error_code error;
  fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
  for (size_t n = 0; !error && entry != fs::directory_iterator() && n < kMaxEntriesRead;
       entry.increment(error), ++n) {
    const std::string file = entry->path().filename().string();
    if (!file.starts_with(name) || (file[0] == '.' && !name.starts_with('.'))) continue;
    std::error_code unknown_kind;
    const bool is_folder = entry->is_directory(unknown_kind);
    found.push_back(std::string(shown_folder) + file + (is_folder ? "/" : ""));
  }
  std::sort(found.begin(), found.end());
  found.resize(std::min(found.size(), max));
  return found;
}

}  // namespace ponder
