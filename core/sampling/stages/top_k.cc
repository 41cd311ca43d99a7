// Keeps the k likeliest tokens; of equally likely ones those with smaller ids.
#include "core/sampling/stages/stages.h"

namespace ponder {
namespace {

void Apply(const SampleContext& context, Candidates& candidates) {
  const int top_k = context.settings->top_k;
  if (top_k > 0) candidates.KeepLikeliest(static_cast<size_t>(top_k));
}

}  // namespace

constinit const Stage kTopK{"top-k", Apply};

}  // namespace ponder
