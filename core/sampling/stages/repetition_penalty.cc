// Repetition penalty of CTRL (arXiv 1909.05858, section 4.1), with the sign rule everyone uses.
#include <algorithm>

#include "core/sampling/stages/stages.h"

namespace ponder {
namespace {

void Apply(const SampleContext& context, Candidates& candidates) {
  const float penalty = context.settings->rep_penalty;
  if (penalty == 1) return;
  const std::span<const float> said = candidates.model_logits();
  const std::span<float> logits = candidates.logits();
  const size_t window =
      std::min(static_cast<size_t>(context.settings->rep_ctx), context.tokens.size());
  for (const TokenId token : context.tokens.last(window)) {
    // From what the model said, so that a token seen twice is penalised once.
    const float logit = said[static_cast<size_t>(token)];
    logits[static_cast<size_t>(token)] = logit < 0 ? logit * penalty : logit / penalty;
  }
}

}  // namespace

constinit const Stage kRepetitionPenalty{"repetition penalty", Apply};

}  // namespace ponder
