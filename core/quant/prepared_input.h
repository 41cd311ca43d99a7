// Input vectors of a matrix product, made ready once and used by every weight that wants the same.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace ponder {

// The numeric form a format's Dot reads.
enum class InputKind : uint8_t {
  kFloat,  // values only
  kInt8,   // codes, scales and sums as well
};

// Which of the prepared tokens a product is for. A null index means tokens first .. first+size-1.
struct TokenList {
  const uint32_t* index = nullptr;
  size_t size = 0;
  size_t first = 0;

  size_t operator[](size_t i) const { return index ? index[i] : first + i; }

  // `count` of them from `begin` on, or as many as there are.
  TokenList Sub(size_t begin, size_t count) const {
    return {index ? index + begin : nullptr, std::min(count, size - begin), first + begin};
  }
};

struct PreparedInput {
  // Elements that share one int8 scale.
  static constexpr size_t kBlock = 32;
  // Blocks whose codes are interleaved in `planes`.
  static constexpr size_t kPlaneBlocks = 8;

  // Blocks of a token, padded with zeros to a multiple of kPlaneBlocks.
  static size_t NumBlocks(size_t cols) {
    constexpr size_t kColumns = kBlock * kPlaneBlocks;
    return (cols + kColumns - 1) / kColumns * kPlaneBlocks;
  }

  size_t num_tokens = 0;
  size_t cols = 0;
  const float* values = nullptr;  // [num_tokens, cols], rotated

  // kInt8 only. blocks = NumBlocks(cols)
  size_t blocks = 0;
  const int8_t* codes = nullptr;     // [num_tokens, blocks, kBlock], -127 .. 127
  const float* scales = nullptr;     // [num_tokens, blocks]: value = code * scale
  const float* sums = nullptr;       // [num_tokens, blocks]: scale * sum of the block's codes
  const int32_t* centres = nullptr;  // [num_tokens, blocks]: -128 * sum of the block's codes
  // The codes once more, as [num_tokens, blocks / 8, 4, 8, 8]: of eight blocks the first eight
  // codes of each, then the second eight, and so on.
  const int8_t* planes = nullptr;
};

}  // namespace ponder
