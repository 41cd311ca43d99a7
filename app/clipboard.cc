#include "app/clipboard.h"

namespace ponder {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// tmux hands on what stands between these, with every escape doubled.
std::string PassedThroughTmux(std::string_view sequence) {
  std::string wrapped = "\033Ptmux;";
  for (const char byte : sequence) {
    if (byte == '\033') wrapped.push_back(byte);
    wrapped.push_back(byte);
  }
  return wrapped + "\033\\";
}

}  // namespace

std::string Base64(std::string_view bytes) {
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    uint32_t bits = 0;
    for (size_t j = 0; j < 3; ++j) {
      bits = bits << 8 | (j < group.size() ? static_cast<uint8_t>(group[j]) : 0U);
    }
    for (size_t j = 0; j < 4; ++j) {
      const bool padding = j > group.size();
      out.push_back(padding ? '=' : kAlphabet[bits >> (18 - 6 * j) & 63]);
    }
  }
  return out;
}

Result<std::string> ClipboardSequence(std::string_view text, bool inside_tmux) {
  if (text.size() > kMaxClipboardBytes) {
    return Fail(ErrorCode::kUsage, "copy",
                "{} bytes are more than a terminal's clipboard takes ({}); use /save", text.size(),
                kMaxClipboardBytes);
  }
  std::string sequence = "\033]52;c;" + Base64(text) + "\a";
  if (inside_tmux) sequence += PassedThroughTmux(sequence);
  return sequence;
}

}  // namespace ponder
