#include "core/quant/rotation.h"

#include "core/quant/kernels/hadamard.h"

namespace ponder {

void Rotation::Apply(const float* x, float* out) const {
  for (size_t i = 0; i < size(); ++i) out[i] = x[i] * signs_[i];
  Hadamard(out, size());
}

void Rotation::Undo(float* x) const {
  HadamardTransposed(x, size());
  for (size_t i = 0; i < size(); ++i) x[i] *= signs_[i];
}

}  // namespace ponder
