#include "core/text/jinja/python_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>

#include "core/base/utf8.h"
#include "core/text/unicode.h"

namespace ponder::jinja {
namespace {

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

bool Within(std::string_view characters, std::string_view character) {
  return Find(characters, character) != characters.npos;
}

// The last character of a non-empty text.
std::string_view LastPart(std::string_view text) {
  size_t begin = text.size() - 1;
  while (begin > 0 && IsContinuation(text[begin])) --begin;
  return text.substr(begin);
}

// Calls `visit` for every character.
template <typename Visit>
void ForEachCharacter(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const Decoded next = DecodeUtf8(text);
    visit(next.code_point, text.substr(0, next.num_bytes));
    text.remove_prefix(next.num_bytes);
  }
}

// \x1b, \u200b or \U000e0001, whichever is the shortest that fits.
std::string EscapeOf(char32_t c) {
  const auto code = static_cast<uint32_t>(c);
  if (code < 0x100) return fmt::format("\\x{:02x}", code);
  return code < 0x10000 ? fmt::format("\\u{:04x}", code) : fmt::format("\\U{:08x}", code);
}

bool IsLineBreak(char32_t c) {
  return (c >= '\n' && c <= '\r') || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

}  // namespace

size_t Find(std::string_view text, std::string_view part, size_t from) {
  if (from > text.size()) return text.npos;
  if (part.empty()) return from;
  if (part.size() > text.size() - from) return text.npos;  // memmem takes no null pointer
  const void* found = memmem(text.data() + from, text.size() - from, part.data(), part.size());
  if (found == nullptr) return text.npos;
  return static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

size_t ByteOfCharacter(std::string_view text, size_t index) {
  size_t byte = 0;
  while (index > 0 && byte < text.size()) {
    ++byte;
    while (byte < text.size() && IsContinuation(text[byte])) ++byte;
    --index;
  }
  return byte;
}

std::string_view Characters(std::string_view text, size_t begin, size_t end) {
  text.remove_prefix(ByteOfCharacter(text, begin));
  return text.substr(0, end <= begin ? 0 : ByteOfCharacter(text, end - begin));
}

std::string_view Strip(std::string_view text, Side side,
                       std::optional<std::string_view> characters) {
  if (!characters) {
    if (side != Side::kRight) text.remove_prefix(LeadingBytes(text, IsPythonSpace));
    if (side != Side::kLeft) text.remove_suffix(TrailingBytes(text, IsPythonSpace));
    return text;
  }
  while (side != Side::kRight && !text.empty()) {
    const std::string_view first = text.substr(0, DecodeUtf8(text).num_bytes);
    if (!Within(*characters, first)) break;
    text.remove_prefix(first.size());
  }
  while (side != Side::kLeft && !text.empty()) {
    const std::string_view last = LastPart(text);
    if (!Within(*characters, last)) break;
    text.remove_suffix(last.size());
  }
  return text;
}

namespace {

std::vector<std::string_view> SplitWords(std::string_view text, int64_t limit) {
  std::vector<std::string_view> parts;
  while (true) {
    text = Strip(text, Side::kLeft);
    if (text.empty()) return parts;
    if (limit >= 0 && static_cast<int64_t>(parts.size()) == limit) break;
    const size_t end = LeadingBytes(text, [](char32_t c) { return !IsPythonSpace(c); });
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  parts.push_back(text);
  return parts;
}

std::vector<std::string_view> SplitWordsFromRight(std::string_view text, int64_t limit) {
  std::vector<std::string_view> parts;
  while (true) {
    text = Strip(text, Side::kRight);
    if (text.empty()) break;
    if (limit >= 0 && static_cast<int64_t>(parts.size()) == limit) {
      parts.push_back(text);
      break;
    }
    const size_t size = TrailingBytes(text, [](char32_t c) { return !IsPythonSpace(c); });
    parts.push_back(text.substr(text.size() - size));
    text.remove_suffix(size);
  }
  std::ranges::reverse(parts);
  return parts;
}

}  // namespace

std::vector<std::string_view> SplitText(std::string_view text,
                                        std::optional<std::string_view> separator, int64_t limit) {
  if (!separator) return SplitWords(text, limit);
  std::vector<std::string_view> parts;
  while (limit < 0 || static_cast<int64_t>(parts.size()) < limit) {
    const size_t end = Find(text, *separator);
    if (end == text.npos) break;
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + separator->size());
  }
  parts.push_back(text);
  return parts;
}

std::vector<std::string_view> SplitTextFromRight(std::string_view text,
                                                 std::optional<std::string_view> separator,
                                                 int64_t limit) {
  if (!separator) return SplitWordsFromRight(text, limit);
  // Where two occurrences overlap, the right one counts; so the text is cut from the right.
  std::vector<std::string_view> parts;
  while (limit < 0 || static_cast<int64_t>(parts.size()) < limit) {
    const size_t begin = text.rfind(*separator);
    if (begin == text.npos) break;
    parts.push_back(text.substr(begin + separator->size()));
    text = text.substr(0, begin);
  }
  parts.push_back(text);
  std::ranges::reverse(parts);
  return parts;
}

std::vector<std::string_view> SplitLines(std::string_view text, bool keep_ends) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t size = LeadingBytes(text, [](char32_t c) { return !IsLineBreak(c); });
    size_t end = size;
    if (end < text.size()) {
      end += text.substr(end).starts_with("\r\n") ? 2 : DecodeUtf8(text.substr(end)).num_bytes;
    }
    lines.push_back(text.substr(0, keep_ends ? end : size));
    text.remove_prefix(end);
  }
  return lines;
}

namespace {

// str.replace with an empty old text: between all characters.
std::string Interleave(std::string_view text, std::string_view with, int64_t limit) {
  std::string out;
  int64_t done = 0;
  const auto add = [&] {
    if (limit < 0 || done++ < limit) out += with;
  };
  ForEachCharacter(text, [&](char32_t, std::string_view character) {
    add();
    out += character;
  });
  add();
  return out;
}

}  // namespace

std::string ReplaceText(std::string_view text, std::string_view old, std::string_view with,
                        int64_t limit) {
  if (old.empty()) return Interleave(text, with, limit);
  std::string out;
  while (limit != 0) {
    const size_t at = Find(text, old);
    if (at == text.npos) break;
    out += text.substr(0, at);
    out += with;
    text.remove_prefix(at + old.size());
    if (limit > 0) --limit;
  }
  return out += text;
}

size_t CountText(std::string_view text, std::string_view part) {
  if (part.empty()) return CountCharacters(text) + 1;
  size_t count = 0;
  size_t at = Find(text, part);
  for (; at != text.npos; at = Find(text, part, at + part.size())) ++count;
  return count;
}

std::string Capitalize(std::string_view text) {
  const size_t first = ByteOfCharacter(text, 1);
  return ToUpper(text.substr(0, first)) + ToLower(text.substr(first));
}

std::string Title(std::string_view text) {
  std::string out;
  bool in_word = false;
  ForEachCharacter(text, [&](char32_t c, std::string_view character) {
    out += in_word ? ToLower(character) : ToUpper(character);
    in_word = IsUpper(c) || IsLower(c);
  });
  return out;
}

std::string SwapCase(std::string_view text) {
  std::string out;
  ForEachCharacter(text, [&](char32_t c, std::string_view character) {
    out += IsUpper(c) ? ToLower(character) : ToUpper(character);
  });
  return out;
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&#34;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

std::string ReprOfText(std::string_view text) {
  const bool has_single = text.find('\'') != text.npos;
  const char quote = has_single && text.find('"') == text.npos ? '"' : '\'';
  std::string out(1, quote);
  ForEachCharacter(text, [&](char32_t c, std::string_view character) {
    if (c == static_cast<char32_t>(quote) || c == '\\') {
      out.push_back('\\');
      out += character;
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
    } else if (IsPrintable(c)) {
      out += character;
    } else {
      out += EscapeOf(c);
    }
  });
  out.push_back(quote);
  return out;
}

SliceRange ResolveSlice(std::optional<int64_t> start, std::optional<int64_t> stop, int64_t step,
                        int64_t length) {
  const int64_t lowest = step > 0 ? 0 : -1;
  const int64_t highest = step > 0 ? length : length - 1;
  const auto resolve = [&](int64_t index) {
    return std::clamp(index < 0 ? std::max(index, -length - 1) + length : index, lowest, highest);
  };
  const int64_t first = start ? resolve(*start) : (step > 0 ? lowest : highest);
  const int64_t last = stop ? resolve(*stop) : (step > 0 ? highest : lowest);
  const int64_t distance = step > 0 ? last - first : first - last;
  if (distance <= 0) return {first, step, 0};
  const auto stride = static_cast<uint64_t>(step > 0 ? step : -(step + 1)) + (step > 0 ? 0 : 1);
  return {first, step, static_cast<int64_t>((static_cast<uint64_t>(distance) - 1) / stride) + 1};
}

}  // namespace ponder::jinja
