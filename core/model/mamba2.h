// Mamba-2 mixer: projection, causal convolution, selective state space, gated norm, projection.
// Source: transformers, modeling_nemotron_h.py (NemotronHMamba2Mixer); Dao & Gu 2024.
#pragma once

#include <memory>
#include <vector>

#include "core/model/step.h"
#include "core/state/ssm_cache.h"

namespace ponder {

struct Mamba2Weights {
  std::unique_ptr<Weight> in_proj;   // [in_proj_size, hidden_size]: z, x, B, C, dt
  std::unique_ptr<Weight> out_proj;  // [hidden_size, mamba_inner_size]
  std::vector<float> conv_weight;    // [conv_kernel, conv_dim]
  std::vector<float> conv_bias;      // [conv_dim]
  std::vector<float> dt_bias;        // [mamba_num_heads]
  std::vector<float> a;              // [mamba_num_heads], -exp(A_log)
  std::vector<float> d;              // [mamba_num_heads]
  std::vector<float> norm;           // [mamba_inner_size]
};

// Reads the cache's current copy and writes its next one. x, out: [num_tokens, hidden_size]
void Mamba2(const Step& step, const Mamba2Weights& weights, const float* x, SsmCache& cache,
            float* out);

}  // namespace ponder
