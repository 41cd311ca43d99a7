#include "core/sampling/chain.h"

#include "core/sampling/registry.h"
#include "core/sampling/rng.h"

namespace ponder {

SamplingChain::SamplingChain(size_t vocab_size) : candidates_(vocab_size) {}

Candidates& SamplingChain::Shape(std::span<const float> logits, const SampleContext& context) {
  candidates_.Reset(logits);
  for (const Stage& stage : Stages()) stage.apply(context, candidates_);
  return candidates_;
}

TokenId SamplingChain::Sample(std::span<const float> logits, const SampleContext& context,
                              uint64_t seed) {
  return Draw(Shape(logits, context), UniformAt(seed, context.reply_length));
}

TokenId Draw(Candidates& candidates, double uniform) {
  const auto [weights, total] = candidates.Weigh();
  const std::span<const TokenCandidate> all = candidates.all();
  const double target = uniform * total;
  double sum = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    sum += static_cast<double>(weights[i]);
    if (sum > target) return all[i].token;
  }
  return all.back().token;
}

}  // namespace ponder
