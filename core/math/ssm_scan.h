// Mamba-2's selective state-space recurrence (Dao & Gu 2024, "Transformers are SSMs", eq. 16),
// one head at a time.
#pragma once

#include <cstddef>

namespace ponder {

// dt after softplus and clipping: clip(softplus(raw + bias), min, max).
float SsmTimeStep(float raw, float bias, float min, float max);

// Inputs of one head over num_tokens tokens; each pointer is at token 0, rows are stride apart.
struct SsmHead {
  size_t head_dim;
  size_t state_size;
  float a;            // -exp(A_log)
  float d;            // skip connection
  const float* x;     // [num_tokens, head_dim]
  const float* b;     // [num_tokens, state_size]
  const float* c;     // [num_tokens, state_size]
  size_t xbc_stride;  // x, b and c are columns of one array
  const float* dt;    // [num_tokens]
  size_t dt_stride;
};

// For each token: S = exp(dt * a) * S + dt * x (outer) b;  y = S c + d * x.
// The state is read from `state` and left in `new_state`, which may be the same.
// state, new_state: [head_dim, state_size]; y: [num_tokens, head_dim], rows y_stride apart.
void SsmScan(const SsmHead& head, size_t num_tokens, const float* state, float* new_state, float* y,
             size_t y_stride);

}  // namespace ponder
