// Character classes as Python's str and Rust's char define them; properties from utf8proc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ponder {

// The White_Space property, as Rust and regular expressions use it.
bool IsWhiteSpace(char32_t c);
// Python's str.isspace: White_Space and the four information separators.
bool IsPythonSpace(char32_t c);
// \w of a Unicode-aware regular expression.
bool IsWordCharacter(char32_t c);
bool IsLetter(char32_t c);
bool IsDecimalDigit(char32_t c);  // general category Nd
bool IsDigit(char32_t c);         // Python's str.isdigit: also superscripts
bool IsNumeric(char32_t c);       // Python's str.isnumeric, without numbers of Han characters
// Python's str.isprintable: whether repr() shows the character as itself.
bool IsPrintable(char32_t c);
bool IsUpper(char32_t c);
bool IsLower(char32_t c);

// Case mapping character by character; of the characters that become several only sharp s and the
// capital i with a dot are known.
std::string ToUpper(std::string_view text);
std::string ToLower(std::string_view text);

// Number of characters of valid UTF-8.
size_t CountCharacters(std::string_view text);

// Bytes of white space at the start or end of `text`.
using CharacterTest = bool (*)(char32_t);
size_t LeadingBytes(std::string_view text, CharacterTest test);
size_t TrailingBytes(std::string_view text, CharacterTest test);

// The last character of a non-empty text; DecodeUtf8 (core/base/utf8.h) gives the first.
char32_t LastCharacter(std::string_view text);

}  // namespace ponder
