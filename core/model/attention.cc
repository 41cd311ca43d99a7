#include "core/model/attention.h"

#include <algorithm>

namespace ponder {

void Attention(const Step& step, const AttentionWeights& weights, const float* x, size_t position,
               KvCache& cache, float* out) {
  const ModelConfig& config = step.config;
  const size_t heads_per_group = config.num_attention_heads / config.num_key_value_heads;
  const size_t q_size = weights.q_proj->rows();
  float* q = step.Floats(step.num_tokens * q_size).data();
  float* k = step.Floats(step.num_tokens * weights.k_proj->rows()).data();
  float* v = step.Floats(step.num_tokens * weights.v_proj->rows()).data();
  Project(step, x,
          {{weights.q_proj.get(), q}, {weights.k_proj.get(), k}, {weights.v_proj.get(), v}});
  cache.Write(position, step.num_tokens, k, v);

  float* mixed = step.Floats(step.num_tokens * q_size).data();
  const size_t scratch_size = AttendScratchSize(heads_per_group, config.head_dim);
  float* scratch = step.Floats(step.pool.num_threads() * scratch_size).data();
  const size_t num_blocks = DivCeil(step.num_tokens, kMaxAttendTokens);
  step.pool.Run(num_blocks * config.num_key_value_heads, [&](size_t task, size_t thread) {
    const size_t kv_head = task % config.num_key_value_heads;
    const size_t first = task / config.num_key_value_heads * kMaxAttendTokens;
    const size_t num_tokens = std::min(kMaxAttendTokens, step.num_tokens - first);
    const size_t at = first * q_size + kv_head * heads_per_group * config.head_dim;
    Attend(cache.View(kv_head), q + at, q_size, heads_per_group, num_tokens, position + first,
           scratch + thread * scratch_size, mixed + at);
  });
  Project(step, mixed, {{weights.o_proj.get(), out}});
}

}  // namespace ponder
