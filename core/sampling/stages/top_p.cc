// Nucleus sampling: the smallest set of likeliest tokens that together have probability top-p, and
// whatever is exactly as likely as the last of them.
#include "core/sampling/softmax_weight.h"
#include "core/sampling/stages/stages.h"

namespace ponder {
namespace {

void Apply(const SampleContext& context, Candidates& candidates) {
  if (context.settings->top_p >= 1) return;
  const double wanted = static_cast<double>(context.settings->top_p) * candidates.Weigh().total;
  const float best = candidates.best_logit();
  // Most nuclei are small: sorting goes only as far as needed.
  double above = 0;
  size_t looked_at = 0;
  for (size_t count = 32;; count *= 4) {
    const std::span<const TokenCandidate> likeliest = candidates.Likeliest(count);
    for (; looked_at < likeliest.size(); ++looked_at) {
      const float logit = likeliest[looked_at].logit;
      above += static_cast<double>(SoftmaxWeight(logit - best));
      if (above >= wanted) return candidates.KeepAtLeast(logit);
    }
    if (looked_at == candidates.size()) return;
  }
}

}  // namespace

constinit const Stage kTopP{"top-p", Apply};

}  // namespace ponder
