// UTF-8 as it comes from models and files: possibly broken, possibly hostile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ponder {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

struct Decoded {
  char32_t code_point;  // kReplacementCharacter where the bytes are no character
  size_t num_bytes;     // bytes consumed, at least 1 unless the text was empty
  bool valid;
};

// The first character of `text`, or its first maximal invalid subpart (Unicode 3.9, as Python
// does).
Decoded DecodeUtf8(std::string_view text);

void AppendUtf8(char32_t code_point, std::string& out);

// `text` with every maximal invalid subpart replaced by U+FFFD.
std::string ReplaceInvalidUtf8(std::string_view text);

// Bytes at the end of `text` that begin a character but do not complete it (0 to 3).
size_t IncompleteUtf8Tail(std::string_view text);

// One printable line: invalid UTF-8, control characters and line breaks become U+FFFD or a space.
std::string VisibleLine(std::string_view text);

// True for C0 and C1 controls, DEL, and the bidirectional and invisible format characters that
// could rearrange a terminal line. Line feed and tab count as controls.
bool IsControl(char32_t code_point);

}  // namespace ponder
