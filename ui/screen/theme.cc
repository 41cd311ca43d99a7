#include "ui/screen/theme.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "core/base/utf8.h"

namespace ponder {
namespace {

constexpr std::array<std::string_view, kNumRoles> kRoleNames = {
    "text", "dim",     "accent", "user",    "thought", "thought-text",
    "code", "heading", "link",   "warning", "error",   "selected"};

constexpr std::array<std::string_view, 16> kColourNames = {
    "black",        "red",           "green",       "yellow",         "blue",
    "magenta",      "cyan",          "white",       "bright-black",   "bright-red",
    "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
    "bright-white"};

struct AttributeName {
  std::string_view name;
  Attribute attribute;
};
constexpr AttributeName kAttributeNames[] = {{"bold", kBold},
                                             {"italic", kItalic},
                                             {"underline", kUnderline},
                                             {"faint", kFaint},
                                             {"reverse", kReverse}};

std::vector<std::string_view> Words(std::string_view line) {
  line = line.substr(0, line.find('#'));
  std::vector<std::string_view> words;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    if (line.empty()) return words;
    const size_t end = std::min(line.find_first_of(" \t\r"), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

template <size_t n>
std::optional<int> Find(const std::array<std::string_view, n>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<int>(found - names.begin());
}

std::optional<int> ParseColour(std::string_view word) {
  if (word == "default") return kDefaultColour;
  return Find(kColourNames, word);
}

std::optional<Attribute> ParseAttribute(std::string_view word) {
  for (const AttributeName& row : kAttributeNames) {
    if (row.name == word) return row.attribute;
  }
  return std::nullopt;
}

Result<int> WantColour(std::string_view word, const std::string& where) {
  if (const auto colour = ParseColour(word)) return *colour;
  return Fail(ErrorCode::kConfig, where,
              "unknown colour '{}'; want default, one of black red green yellow blue magenta cyan "
              "white, or bright- and one of these",
              VisibleLine(word));
}

// The words after "role =".
Result<RoleStyle> ParseRoleStyle(std::span<const std::string_view> words,
                                 const std::string& where) {
  RoleStyle style;
  if (words.empty()) return Fail(ErrorCode::kConfig, where, "want a colour after '='");
  style.foreground = TRY(WantColour(words[0], where));
  size_t next = 1;
  if (words.size() > 1 && words[1] == "on") {
    if (words.size() < 3) return Fail(ErrorCode::kConfig, where, "want a colour after 'on'");
    style.background = TRY(WantColour(words[2], where));
    next = 3;
  }
  for (; next < words.size(); ++next) {
    const auto attribute = ParseAttribute(words[next]);
    if (!attribute) {
      return Fail(ErrorCode::kConfig, where,
                  "unknown attribute '{}'; want bold, italic, underline, faint or reverse",
                  VisibleLine(words[next]));
    }
    style.attributes |= *attribute;
  }
  return style;
}

}  // namespace

std::string_view Name(Role role) { return kRoleNames[static_cast<size_t>(role)]; }

Result<Theme> ParseTheme(std::string name, std::string_view text, const std::string& where) {
  Theme theme;
  theme.name = std::move(name);
  std::array<bool, kNumRoles> given{};
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    const auto words = Words(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (words.empty()) continue;
    const std::string line = fmt::format("{}:{}", where, number);
    const auto role = Find(kRoleNames, words[0]);
    if (!role || words.size() < 2 || words[1] != "=") {
      return Fail(ErrorCode::kConfig, line, "want 'role = colour', role one of {}; found '{}'",
                  fmt::join(kRoleNames, " "), VisibleLine(words[0]));
    }
    const auto idx = static_cast<size_t>(*role);
    if (given[idx]) return Fail(ErrorCode::kConfig, line, "role '{}' is given twice", words[0]);
    given[idx] = true;
    theme.roles[idx] = TRY(ParseRoleStyle(std::span(words).subspan(2), line));
  }
  return theme;
}

}  // namespace ponder
