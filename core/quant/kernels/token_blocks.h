// How the kernels walk along one token's input and along the rows of one tile.
#pragma once

#include <algorithm>

#include "core/quant/kernels/coded_dot.h"
#include "core/quant/prepared_input.h"

namespace ponder {

// One token's share of a PreparedInput.
struct TokenBlocks {
  TokenBlocks() = default;
  TokenBlocks(const PreparedInput& input, size_t token)
      : codes(input.codes + token * input.blocks * PreparedInput::kBlock),
        planes(input.planes + token * input.blocks * PreparedInput::kBlock),
        scales(input.scales + token * input.blocks),
        sums(input.sums + token * input.blocks),
        centres(input.centres + token * input.blocks) {}

  const int8_t* codes;
  const int8_t* planes;
  const float* scales;
  const float* sums;
  const int32_t* centres;
};

// The rows of one tile. Rows past the end of the matrix are its last row again.
template <size_t kLanes>
struct TileRows {
  TileRows(const CodedRows& matrix, size_t first) {
    for (size_t r = 0; r < kLanes; ++r) {
      index[r] = std::min(first + r, matrix.rows - 1);
      codes[r] = matrix.codes + index[r] * matrix.row_bytes;
    }
  }
  size_t index[kLanes];
  const std::byte* codes[kLanes];
};

}  // namespace ponder
