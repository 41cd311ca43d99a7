// Temperature: sharpens (below 1) or flattens the distribution; 0 leaves only the likeliest token.
#include "core/sampling/stages/stages.h"

namespace ponder {
namespace {

void Apply(const SampleContext& context, Candidates& candidates) {
  const float temperature = context.settings->temp;
  if (temperature <= 0) {
    candidates.KeepAtLeast(candidates.best_logit());
    candidates.KeepLikeliest(1);
  } else if (temperature != 1) {
    candidates.Scale(1 / temperature);
  }
}

}  // namespace

constinit const Stage kTemperature{"temperature", Apply};

}  // namespace ponder
