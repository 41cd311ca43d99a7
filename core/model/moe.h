// Mixture-of-experts mixer: sigmoid router, top-k experts, optional latent space, shared expert.
// Source: transformers, modeling_nemotron_h.py (NemotronHMOE); latent as in mlx-lm's nemotron_h.py.
#pragma once

#include <memory>
#include <vector>

#include "core/model/mlp.h"

namespace ponder {

struct MoeWeights {
  std::unique_ptr<Weight> router;              // [n_routed_experts, hidden_size]
  std::vector<float> e_score_correction_bias;  // [n_routed_experts]
  std::vector<std::unique_ptr<Weight>> up;     // each [moe_intermediate_size, expert_input_size]
  std::vector<std::unique_ptr<Weight>> down;   // each [expert_input_size, moe_intermediate_size]
  std::unique_ptr<Weight> latent_down;         // fc1: [moe_latent_size, hidden_size], or null
  std::unique_ptr<Weight> latent_up;           // fc2: [hidden_size, moe_latent_size], or null
  std::optional<MlpWeights> shared;
};

// x, out: [num_tokens, hidden_size]
void Moe(const Step& step, const MoeWeights& weights, const float* x, float* out);

}  // namespace ponder
