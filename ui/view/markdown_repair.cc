#include "ui/view/markdown_repair.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace ponder {
namespace {

// U+10FF00 + c for an ASCII c begins with these two bytes.
constexpr std::string_view kPrivateLead = "\xF4\x8F";
constexpr char32_t kPrivateBase = 0x10FF00;

bool IsAsciiPunctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

void AppendProtected(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (IsAsciiPunctuation(c)) {
      AppendUtf8(kPrivateBase + static_cast<char32_t>(c), out);
    } else {
      out.push_back(c);
    }
  }
}

// The length of the mathematics that begins at `text`, 2 for a delimiter without its partner, 0
// for anything else.
size_t MathLength(std::string_view text) {
  if (text.size() < 2 || text[0] != '\\') return 0;
  if (text[1] == ')' || text[1] == ']') return 2;
  if (text[1] != '(' && text[1] != '[') return 0;
  const std::string_view closing = text[1] == '(' ? "\\)" : "\\]";
  const size_t end = text.find(closing, 2);
  return end == std::string_view::npos ? 2 : end + 2;
}

bool IsTableRule(std::string_view line) {
  return line.find_first_not_of("|:- \t\r") == std::string_view::npos &&
         line.find('|') != std::string_view::npos && line.find('-') != std::string_view::npos;
}

// Every run of dashes at least three long.
std::string Widened(std::string_view rule) {
  std::string out;
  for (size_t i = 0; i < rule.size();) {
    const size_t end = std::min(rule.find_first_not_of('-', i), rule.size());
    if (end == i) {
      out.push_back(rule[i++]);
    } else {
      out.append(std::max<size_t>(end - i, 3), '-');
      i = end;
    }
  }
  return out;
}

}  // namespace

std::string ProtectMath(std::string_view markdown) {
  std::string out;
  out.reserve(markdown.size());
  bool partners_left = true;  // without it, many lone delimiters would each search to the end
  while (!markdown.empty()) {
    const size_t next = markdown.find('\\');
    out.append(markdown.substr(0, next));
    if (next == std::string_view::npos) break;
    markdown.remove_prefix(next);
    size_t length = partners_left ? MathLength(markdown) : MathLength(markdown.substr(0, 2));
    if (length == 2 && (markdown[1] == '(' || markdown[1] == '[')) partners_left = false;
    if (length > 0) {
      AppendProtected(markdown.substr(0, length), out);
    } else {
      length = markdown.size() < 2 ? 1 : 2;  // an escaped character
      out.append(markdown.substr(0, length));
    }
    markdown.remove_prefix(length);
  }
  return out;
}

std::string UnprotectMath(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t next = text.find(kPrivateLead);
    out.append(text.substr(0, next));
    if (next == std::string_view::npos) break;
    text.remove_prefix(next);
    const Decoded decoded = DecodeUtf8(text);
    const bool ours = decoded.valid && decoded.code_point >= kPrivateBase &&
                      decoded.code_point < kPrivateBase + 0x80;
    if (ours) {
      out.push_back(static_cast<char>(decoded.code_point - kPrivateBase));
    } else {
      out.append(text.substr(0, decoded.num_bytes));
    }
    text.remove_prefix(decoded.num_bytes);
  }
  return out;
}

std::string WidenTableRules(std::string markdown) {
  for (size_t begin = 0; begin < markdown.size();) {
    const size_t end = std::min(markdown.find('\n', begin), markdown.size());
    const std::string_view line = std::string_view(markdown).substr(begin, end - begin);
    size_t length = line.size();
    if (IsTableRule(line)) {
      const std::string rule = Widened(line);
      length = rule.size();
      if (rule.size() != line.size()) markdown.replace(begin, line.size(), rule);
    }
    begin += length + 1;
  }
  return markdown;
}

}  // namespace ponder
