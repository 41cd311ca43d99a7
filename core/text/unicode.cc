#include "core/text/unicode.h"

#include <utf8proc.h>

#include "core/base/utf8.h"

namespace ponder {
namespace {

constexpr char32_t kSharpS = 0xDF;
constexpr char32_t kCapitalIWithDot = 0x130;

utf8proc_category_t Category(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Bytes of the last character.
size_t LastCharacterBytes(std::string_view text) {
  size_t n = 1;
  while (n < 4 && n < text.size() && IsContinuation(text[text.size() - n])) ++n;
  return n;
}

template <typename Map>
std::string MapCharacters(std::string_view text, Map map) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Decoded next = DecodeUtf8(text);
    map(next.code_point, out);
    text.remove_prefix(next.num_bytes);
  }
  return out;
}

}  // namespace

bool IsWhiteSpace(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool IsPythonSpace(char32_t c) { return IsWhiteSpace(c) || (c >= 0x1C && c <= 0x1F); }

bool IsWordCharacter(char32_t c) {
  switch (Category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      return IsLetter(c) || c == 0x200C || c == 0x200D;  // the joiners
  }
}

bool IsLetter(char32_t c) {
  const utf8proc_category_t category = Category(c);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool IsDecimalDigit(char32_t c) { return Category(c) == UTF8PROC_CATEGORY_ND; }

bool IsDigit(char32_t c) {
  const bool superscript = c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0x2070 ||
                           (c >= 0x2074 && c <= 0x2079) || (c >= 0x2080 && c <= 0x2089);
  const bool enclosed =
      (c >= 0x2460 && c <= 0x2468) || (c >= 0x2474 && c <= 0x247C) || (c >= 0x2488 && c <= 0x2490);
  return superscript || enclosed || IsDecimalDigit(c);
}

bool IsNumeric(char32_t c) {
  const utf8proc_category_t category = Category(c);
  return category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
}

bool IsPrintable(char32_t c) {
  switch (Category(c)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    case UTF8PROC_CATEGORY_ZS:
      return c == ' ';
    default:
      return true;
  }
}

bool IsUpper(char32_t c) { return utf8proc_isupper(static_cast<utf8proc_int32_t>(c)) != 0; }
bool IsLower(char32_t c) { return utf8proc_islower(static_cast<utf8proc_int32_t>(c)) != 0; }

std::string ToUpper(std::string_view text) {
  return MapCharacters(text, [](char32_t c, std::string& out) {
    if (c == kSharpS) {
      out += "SS";
    } else {
      AppendUtf8(static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c))), out);
    }
  });
}

std::string ToLower(std::string_view text) {
  return MapCharacters(text, [](char32_t c, std::string& out) {
    if (c == kCapitalIWithDot) {
      out += "i\u0307";
    } else {
      AppendUtf8(static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))), out);
    }
  });
}

size_t CountCharacters(std::string_view text) {
  size_t count = 0;
  for (char byte : text) count += IsContinuation(byte) ? 0 : 1;
  return count;
}

size_t LeadingBytes(std::string_view text, CharacterTest test) {
  size_t n = 0;
  while (n < text.size()) {
    const Decoded next = DecodeUtf8(text.substr(n));
    if (!test(next.code_point)) break;
    n += next.num_bytes;
  }
  return n;
}

size_t TrailingBytes(std::string_view text, CharacterTest test) {
  size_t end = text.size();
  while (end > 0 && test(LastCharacter(text.substr(0, end)))) {
    end -= LastCharacterBytes(text.substr(0, end));
  }
  return text.size() - end;
}

char32_t LastCharacter(std::string_view text) {
  return DecodeUtf8(text.substr(text.size() - LastCharacterBytes(text))).code_point;
}

}  // namespace ponder
