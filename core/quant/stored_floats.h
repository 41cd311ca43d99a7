// Reading F32, F16 and BF16 values that lie in a file, not necessarily aligned.
#pragma once

#include <cstddef>

#include "core/io/dtype.h"

namespace ponder {

// values[index] widened. dtype: kF32, kF16 or kBF16.
float StoredFloat(DType dtype, const std::byte* values, size_t index);

// out: [count]
void WidenFloats(DType dtype, const std::byte* values, size_t count, float* out);

}  // namespace ponder
