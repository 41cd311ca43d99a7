// Block-wise Hadamard transforms: see rotation.h for the definition.
#pragma once

#include <cstddef>

namespace ponder {

// How `size` elements are cut: into blocks of factor * power elements, element a * power + b of a
// block being multiplied by the factor's matrix over a and the Walsh matrix over b.
struct HadamardShape {
  size_t factor;  // 1, 12, 20 or 28
  size_t power;   // of two
};
HadamardShape HadamardShapeOf(size_t size);

}  // namespace ponder
