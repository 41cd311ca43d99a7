// Products of rows stored as floats with f32 inputs.
#pragma once

#include <cstddef>

#include "core/io/dtype.h"
#include "core/quant/prepared_input.h"

namespace ponder {

struct FloatRows {
  DType dtype;            // kF32, kF16 or kBF16
  const std::byte* data;  // [count, cols], not necessarily aligned
  size_t count;
  size_t cols;
};

// y[t * y_stride + r] = rows[r] . input.values[tokens[t]]
// Each result is the sum of one chain per SIMD lane, whatever else is computed along with it.
void DotFloatRows(const FloatRows& rows, const PreparedInput& input, TokenList tokens, float* y,
                  size_t y_stride);

}  // namespace ponder
