#include "core/text/byte_level.h"

#include <array>

#include "core/base/utf8.h"

namespace ponder {
namespace {

constexpr char32_t kFirstStandIn = 0x100;

constexpr bool StandsForItself(int byte) {
  return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

// The other bytes get the characters from U+0100 on, in their order.
constexpr std::array<char32_t, 256> MakeCharacters() {
  std::array<char32_t, 256> characters{};
  char32_t stand_in = kFirstStandIn;
  for (int byte = 0; byte < 256; ++byte) {
    characters[byte] = StandsForItself(byte) ? static_cast<char32_t>(byte) : stand_in++;
  }
  return characters;
}
constexpr std::array<char32_t, 256> kCharacters = MakeCharacters();

constexpr int kNoByte = -1;
constexpr std::array<int16_t, 512> MakeBytes() {
  std::array<int16_t, 512> bytes{};
  for (int16_t& byte : bytes) byte = kNoByte;
  for (int16_t byte = 0; byte < 256; ++byte) bytes[kCharacters[byte]] = byte;
  return bytes;
}
constexpr std::array<int16_t, 512> kBytes = MakeBytes();

}  // namespace

char32_t ByteLevelCharacter(uint8_t byte) { return kCharacters[byte]; }

std::string ToByteLevel(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (char byte : bytes) AppendUtf8(kCharacters[static_cast<uint8_t>(byte)], text);
  return text;
}

std::optional<std::string> FromByteLevel(std::string_view token) {
  std::string bytes;
  while (!token.empty()) {
    const Decoded next = DecodeUtf8(token);
    if (next.code_point >= kBytes.size() || kBytes[next.code_point] == kNoByte) return std::nullopt;
    bytes.push_back(static_cast<char>(kBytes[next.code_point]));
    token.remove_prefix(next.num_bytes);
  }
  return bytes;
}

}  // namespace ponder
