// Choosing experts: sigmoid scores, correction bias, routing groups, top-k.
// Source: transformers, modeling_nemotron_h.py (NemotronHTopkRouter), as DeepSeek-V3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ponder {

struct RouterShape {
  size_t num_experts;
  size_t num_experts_per_tok;
  size_t n_group;
  size_t topk_group;
  bool norm_topk_prob;
  float routed_scaling_factor;
};

// logits: [num_experts] router output, overwritten. correction_bias: [num_experts], only steers the
// choice. scratch: [num_experts + n_group]. experts, weights: [num_experts_per_tok], best expert
// first; equal scores go to the lower index.
void RouteToken(const RouterShape& shape, std::span<float> logits, const float* correction_bias,
                std::span<float> scratch, uint32_t* experts, float* weights);

}  // namespace ponder
