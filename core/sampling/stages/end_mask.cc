// No end of the turn before min-tokens, and none inside an open thought.
#include <limits>

#include "core/sampling/stages/stages.h"

namespace ponder {
namespace {

void Apply(const SampleContext& context, Candidates& candidates) {
  const auto min_tokens = static_cast<size_t>(context.settings->min_tokens);
  if (context.reply_length >= min_tokens && !context.in_thought) return;
  const std::span<float> logits = candidates.logits();
  for (const TokenId token : context.end_tokens) {
    logits[static_cast<size_t>(token)] = -std::numeric_limits<float>::infinity();
  }
}

}  // namespace

constinit const Stage kEndMask{"end mask", Apply};

}  // namespace ponder
