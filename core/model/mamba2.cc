#include "core/model/mamba2.h"

#include <algorithm>

#include "core/math/conv1d.h"
#include "core/math/norm.h"
#include "core/math/ssm_scan.h"

namespace ponder {
namespace {

// Channels that one task of the convolution takes: enough work to be worth a task.
constexpr size_t kConvChannels = 1024;

// projected: [num_tokens, in_proj_size] -> [num_tokens, conv_dim]
float* Convolve(const Step& step, const Mamba2Weights& weights, const float* projected,
                SsmCache& cache) {
  const ModelConfig& config = step.config;
  const size_t conv_dim = config.conv_dim();
  float* xbc = step.Floats(step.num_tokens * conv_dim).data();
  const Conv1d conv{conv_dim, config.conv_kernel, weights.conv_weight.data(),
                    weights.conv_bias.data()};
  const float* in = projected + config.mamba_inner_size();
  step.pool.Run(DivCeil(conv_dim, kConvChannels), [&](size_t task, size_t) {
    const size_t begin = task * kConvChannels;
    const size_t end = std::min(begin + kConvChannels, conv_dim);
    CausalConv1dSilu(conv, begin, end, cache.window(), in, config.in_proj_size(), step.num_tokens,
                     cache.next_window(), xbc);
  });
  return xbc;
}

// projected's last columns -> [num_tokens, mamba_num_heads]
float* TimeSteps(const Step& step, const Mamba2Weights& weights, const float* projected) {
  const ModelConfig& config = step.config;
  const size_t num_heads = config.mamba_num_heads;
  float* dt = step.Floats(step.num_tokens * num_heads).data();
  step.pool.Run(step.num_tokens, [&](size_t t, size_t) {
    const float* raw = projected + (t + 1) * config.in_proj_size() - num_heads;
    for (size_t h = 0; h < num_heads; ++h) {
      dt[t * num_heads + h] =
          SsmTimeStep(raw[h], weights.dt_bias[h], config.time_step_min, config.time_step_max);
    }
  });
  return dt;
}

// xbc: [num_tokens, conv_dim], dt: [num_tokens, mamba_num_heads] -> [num_tokens, mamba_inner_size]
float* Scan(const Step& step, const Mamba2Weights& weights, const float* xbc, const float* dt,
            SsmCache& cache) {
  const ModelConfig& config = step.config;
  const size_t inner_size = config.mamba_inner_size();
  const size_t heads_per_group = config.mamba_num_heads / config.n_groups;
  const size_t head_state = config.mamba_head_dim * config.ssm_state_size;
  float* y = step.Floats(step.num_tokens * inner_size).data();
  step.pool.Run(config.mamba_num_heads, [&](size_t h, size_t) {
    const size_t group = h / heads_per_group;
    const float* b = xbc + inner_size + group * config.ssm_state_size;
    const SsmHead head{.head_dim = config.mamba_head_dim,
                       .state_size = config.ssm_state_size,
                       .a = weights.a[h],
                       .d = weights.d[h],
                       .x = xbc + h * config.mamba_head_dim,
                       .b = b,
                       .c = b + config.n_groups * config.ssm_state_size,
                       .xbc_stride = config.conv_dim(),
                       .dt = dt + h,
                       .dt_stride = config.mamba_num_heads};
    SsmScan(head, step.num_tokens, cache.state() + h * head_state,
            cache.next_state() + h * head_state, y + h * config.mamba_head_dim, inner_size);
  });
  return y;
}

}  // namespace

void Mamba2(const Step& step, const Mamba2Weights& weights, const float* x, SsmCache& cache,
            float* out) {
  const ModelConfig& config = step.config;
  const size_t inner_size = config.mamba_inner_size();
  float* projected = step.Floats(step.num_tokens * config.in_proj_size()).data();
  Project(step, x, {{weights.in_proj.get(), projected}});
  const float* xbc = Convolve(step, weights, projected, cache);
  const float* dt = TimeSteps(step, weights, projected);
  float* y = Scan(step, weights, xbc, dt, cache);
  step.pool.Run(step.num_tokens, [&](size_t t, size_t) {
    const float* z = projected + t * config.in_proj_size();
    GatedRmsNorm(y + t * inner_size, z, weights.norm.data(), config.layer_norm_epsilon, inner_size,
                 config.n_groups);
  });
  Project(step, y, {{weights.out_proj.get(), out}});
}

}  // namespace ponder
