// Temperature: sharpens (below 1) or flattens the distribution; 0 leaves only the likeliest token.
//
// So does everything near 0, whose inverse would make infinities of the logits.
#include "core/sampling/stages/stages.h"

namespace ponder {
namespace {

constexpr float kGreedyBelow = 1e-4f;

void Apply(const SampleContext& context, Candidates& candidates) {
  const float temperature = context.settings->temp;
  if (temperature < kGreedyBelow) {
    candidates.KeepAtLeast(candidates.best_logit());
    candidates.KeepLikeliest(1);
  } else if (temperature != 1) {
    candidates.Scale(1 / temperature);
  }
}

}  // namespace

constinit const Stage kTemperature{"temperature", Apply};

}  // namespace ponder
