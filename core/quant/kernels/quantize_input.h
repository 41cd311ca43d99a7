// One token's activations to int8 codes with a scale per block: see PreparedInput.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ponder {

// Where one token's share of a PreparedInput is written.
struct QuantizedToken {
  int8_t* codes;
  float* scales;
  float* sums;
  int32_t* centres;
  int8_t* planes;
};

// x: [cols], cols a multiple of PreparedInput::kBlock; what lies beyond it in `out` is set to zero.
// scale = max |x| / 127, codes are rounded to nearest even. A block with an infinity or NaN gets
// the scale NaN, so that it shows in the result.
void QuantizeInput(const float* x, size_t cols, const QuantizedToken& out);

}  // namespace ponder
