#include "core/base/utf8.h"

namespace ponder {
namespace {

struct LeadByte {
  size_t length;  // of the whole character, 0 where the byte cannot lead one
  uint8_t second_min = 0x80;
  uint8_t second_max = 0xBF;
};

// Unicode table 3-7: the second byte's range excludes overlong forms, surrogates and > U+10FFFF.
LeadByte Classify(uint8_t lead) {
  if (lead < 0x80) return {1};
  if (lead >= 0xC2 && lead <= 0xDF) return {2};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {3};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {4};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0};
}

// How many bytes from the start fit the beginning of one character.
size_t MatchingBytes(std::string_view text, const LeadByte& lead) {
  size_t n = 1;
  while (n < lead.length && n < text.size()) {
    const auto byte = static_cast<uint8_t>(text[n]);
    const uint8_t low = n == 1 ? lead.second_min : 0x80;
    const uint8_t high = n == 1 ? lead.second_max : 0xBF;
    if (byte < low || byte > high) break;
    ++n;
  }
  return n;
}

}  // namespace

Decoded DecodeUtf8(std::string_view text) {
  if (text.empty()) return {kReplacementCharacter, 0, false};
  const auto first = static_cast<uint8_t>(text[0]);
  const LeadByte lead = Classify(first);
  if (lead.length == 0) return {kReplacementCharacter, 1, false};
  const size_t matching = MatchingBytes(text, lead);
  if (matching < lead.length) return {kReplacementCharacter, matching, false};
  char32_t code_point = lead.length == 1 ? first : first & (0x7F >> lead.length);
  for (size_t i = 1; i < lead.length; ++i) {
    code_point = (code_point << 6) | (static_cast<uint8_t>(text[i]) & 0x3F);
  }
  return {code_point, lead.length, true};
}

void AppendUtf8(char32_t code_point, std::string& out) {
  const auto put = [&out](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    code_point = kReplacementCharacter;
  }
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

std::string ReplaceInvalidUtf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Decoded next = DecodeUtf8(text);
    if (next.valid) {
      out.append(text.substr(0, next.num_bytes));
    } else {
      AppendUtf8(kReplacementCharacter, out);
    }
    text.remove_prefix(next.num_bytes);
  }
  return out;
}

size_t IncompleteUtf8Tail(std::string_view text) {
  const size_t longest = text.size() < 3 ? text.size() : 3;
  for (size_t n = 1; n <= longest; ++n) {
    const std::string_view tail = text.substr(text.size() - n);
    const LeadByte lead = Classify(static_cast<uint8_t>(tail[0]));
    if (lead.length > n && MatchingBytes(tail, lead) == n) return n;
  }
  return 0;
}

bool IsControl(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  const bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
                    c == 0x200F || c == 0x061C;
  return bidi || c == 0x2028 || c == 0x2029 || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

std::string VisibleLine(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Decoded next = DecodeUtf8(text);
    const char32_t c = next.code_point;
    if (c == U'\n' || c == U'\t' || c == U'\r') {
      out.push_back(' ');
    } else {
      AppendUtf8(IsControl(c) ? kReplacementCharacter : c, out);
    }
    text.remove_prefix(next.num_bytes);
  }
  return out;
}

}  // namespace ponder
