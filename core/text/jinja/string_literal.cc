#include "core/text/jinja/string_literal.h"

#include <charconv>

#include "core/base/utf8.h"
#include "core/text/jinja/value.h"

namespace ponder::jinja {
namespace {

// The character of a single-letter escape, or 0.
char SimpleEscape(char letter) {
  switch (letter) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'v':
      return '\v';
    case '\\':
    case '\'':
    case '"':
      return letter;
    default:
      return '\0';
  }
}

size_t HexDigitsOf(char letter) {
  if (letter == 'x') return 2;
  if (letter == 'u') return 4;
  return letter == 'U' ? 8 : 0;
}

// Number of octal digits at the start, at most three.
size_t OctalDigits(std::string_view text) {
  size_t n = 0;
  while (n < 3 && n < text.size() && text[n] >= '0' && text[n] <= '7') ++n;
  return n;
}

Result<char32_t> CodeOf(std::string_view digits, size_t want, int base) {
  uint32_t code = 0;
  const char* const end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, code, base);
  if (digits.size() != want || parsed.ptr != end || parsed.ec != std::errc() || code > 0x10FFFF) {
    return Wrong("a string has a truncated or impossible escape");
  }
  return static_cast<char32_t>(code);
}

}  // namespace

Result<std::string> ResolveEscapes(std::string_view literal) {
  std::string out;
  while (!literal.empty()) {
    const size_t plain = std::min(literal.find('\\'), literal.size());
    out += literal.substr(0, plain);
    literal.remove_prefix(plain);
    if (literal.size() < 2) break;
    const char letter = literal[1];
    const std::string_view behind = literal.substr(2);
    size_t used = 2;
    if (const char simple = SimpleEscape(letter); simple != '\0') {
      out.push_back(simple);
    } else if (const size_t hex = HexDigitsOf(letter); hex > 0) {
      AppendUtf8(TRY(CodeOf(behind.substr(0, hex), hex, 16)), out);
      used += hex;
    } else if (const size_t octal = OctalDigits(literal.substr(1)); octal > 0) {
      AppendUtf8(TRY(CodeOf(literal.substr(1, octal), octal, 8)), out);
      used = 1 + octal;
    } else if (letter == 'N') {
      return Wrong("\\N{{...}} in a string is not supported; write the character itself");
    } else if (letter != '\n') {
      // An escape that means nothing stays, backslash and all.
      out += literal.substr(0, 2);
    }
    literal.remove_prefix(used);
  }
  return out;
}

}  // namespace ponder::jinja
