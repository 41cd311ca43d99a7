// The Hadamard matrices of orders that are no power of two, of which block sizes are multiples.
#pragma once

#include <cstddef>

namespace ponder {

constexpr size_t kMaxFactor = 28;

// [factor, factor] row-major, each +1 or -1, or its transpose. factor: 12, 20 or 28.
const float* FactorMatrix(size_t factor, bool transposed);

}  // namespace ponder
