#include "core/math/router.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ponder {
namespace {

constexpr float kMasked = -std::numeric_limits<float>::infinity();

float SumOfTwoLargest(std::span<const float> scores) {
  float first = kMasked;
  float second = kMasked;
  for (float score : scores) {
    second = std::max(second, std::min(first, score));
    first = std::max(first, score);
  }
  return first + second;
}

// Masks all but the topk_group groups whose two largest scores sum highest.
void KeepBestGroups(const RouterShape& shape, std::span<float> selection,
                    std::span<float> group_scores) {
  const size_t group_size = shape.num_experts / shape.n_group;
  const auto group = [&](size_t g) { return selection.subspan(g * group_size, group_size); };
  for (size_t g = 0; g < shape.n_group; ++g) group_scores[g] = SumOfTwoLargest(group(g));
  for (size_t g = 0; g < shape.n_group; ++g) {
    size_t num_better = 0;
    for (size_t other = 0; other < shape.n_group; ++other) {
      num_better += group_scores[other] > group_scores[g] ||
                    (group_scores[other] == group_scores[g] && other < g);
    }
    if (num_better >= shape.topk_group) std::ranges::fill(group(g), kMasked);
  }
}

}  // namespace

void RouteToken(const RouterShape& shape, std::span<float> logits, const float* correction_bias,
                std::span<float> scratch, uint32_t* experts, float* weights) {
  const std::span<float> selection = scratch.first(shape.num_experts);
  for (size_t e = 0; e < shape.num_experts; ++e) {
    logits[e] = 1.0f / (1.0f + std::exp(-logits[e]));
    selection[e] = logits[e] + correction_bias[e];
  }
  if (shape.n_group > 1) {
    KeepBestGroups(shape, selection, scratch.subspan(shape.num_experts, shape.n_group));
  }
  float sum = 0;
  for (size_t k = 0; k < shape.num_experts_per_tok; ++k) {
    const auto best = std::ranges::max_element(selection);
    experts[k] = static_cast<uint32_t>(best - selection.begin());
    weights[k] = logits[experts[k]];
    sum += weights[k];
    *best = kMasked;
  }
  const float scale = shape.routed_scaling_factor / (shape.norm_topk_prob ? sum + 1e-20f : 1.0f);
  for (size_t k = 0; k < shape.num_experts_per_tok; ++k) weights[k] *= scale;
}

}  // namespace ponder
