// Attention mixer: grouped queries, no position encoding, no biases.
// Source: transformers, modeling_nemotron_h.py (NemotronHAttention).
#pragma once

#include <memory>

#include "core/model/step.h"
#include "core/state/kv_cache.h"

namespace ponder {

struct AttentionWeights {
  std::unique_ptr<Weight> q_proj;  // [num_attention_heads * head_dim, hidden_size]
  std::unique_ptr<Weight> k_proj;  // [num_key_value_heads * head_dim, hidden_size]
  std::unique_ptr<Weight> v_proj;  // [num_key_value_heads * head_dim, hidden_size]
  std::unique_ptr<Weight> o_proj;  // [hidden_size, num_attention_heads * head_dim]
};

// Appends the tokens' keys and values to the cache at `position` and attends to all up to each one.
// x, out: [num_tokens, hidden_size]
void Attention(const Step& step, const AttentionWeights& weights, const float* x, size_t position,
               KvCache& cache, float* out);

}  // namespace ponder
