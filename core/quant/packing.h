// How small unsigned codes lie in the bytes of a weight row. A row is a whole number of 32-bit
// words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace ponder {

struct Packing {
  enum class Layout : uint8_t {
    kStream,   // MLX: code i at bits [i * bits, i * bits + bits) of one LSB-first bit stream
    kWords,    // TurboQuant: floor(32 / bits) codes in each word, LSB first, none crosses a word
    kTernary,  // TurboQuant: 20 base-3 digits in each word, least significant first
  };
  Layout layout;
  int bits;  // 1 to 8; 2 for kTernary, whose codes are 0, 1, 2

  bool operator==(const Packing&) const = default;
};

// Bytes of a row of `cols` codes; for kStream, cols is a multiple of 32.
size_t PackedRowBytes(Packing packing, size_t cols);

// codes: [cols]
void UnpackRow(Packing packing, const std::byte* row, size_t cols, uint8_t* codes);

}  // namespace ponder
