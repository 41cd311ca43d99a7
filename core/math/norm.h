// Root-mean-square normalisation.
#pragma once

#include <cstddef>

namespace ponder {

// out = weight * x / sqrt(mean(x^2) + eps), statistics in f32. x, weight, out: [size]; out may be
// x.
void RmsNorm(const float* x, const float* weight, float eps, size_t size, float* out);

// Mamba-2's gated norm: y = y * silu(z), then RMS-normalised per group of size / num_groups
// channels, times weight. y, z, weight: [size]. Order as in transformers' NemotronHRMSNormGated
// (norm_before_gate = false).
void GatedRmsNorm(float* y, const float* z, const float* weight, float eps, size_t size,
                  size_t num_groups);

}  // namespace ponder
