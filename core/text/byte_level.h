// The byte-level alphabet of GPT-2: every byte as one printable character, so that a vocabulary of
// bytes can be written as JSON strings. Source: github.com/openai/gpt-2, src/encoder.py.
//
// Thread rule: any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ponder {

// The character that stands for `byte`.
char32_t ByteLevelCharacter(uint8_t byte);

// `bytes` as it is written in a vocabulary.
std::string ToByteLevel(std::string_view bytes);

// The bytes a token stands for; nothing if one of its characters stands for no byte.
std::optional<std::string> FromByteLevel(std::string_view token);

}  // namespace ponder
