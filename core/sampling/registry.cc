#include "core/sampling/registry.h"

#include "core/sampling/stages/stages.h"

namespace ponder {

std::span<const Stage> Stages() {
  static const Stage stages[] = {
      kRepetitionPenalty, kEndMask, kTopP, kMinP, kTopK, kTemperature,
  };
  return stages;
}

}  // namespace ponder
