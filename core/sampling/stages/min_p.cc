// Min-p (arXiv 2407.01082): drops tokens less likely than a share of the likeliest.
#include <cmath>

#include "core/sampling/stages/stages.h"

namespace ponder {
namespace {

void Apply(const SampleContext& context, Candidates& candidates) {
  const float min_p = context.settings->min_p;
  if (min_p <= 0) return;
  candidates.KeepAtLeast(candidates.best_logit() + std::log(min_p));
}

}  // namespace

constinit const Stage kMinP{"min-p", Apply};

}  // namespace ponder
