// The stages that exist, one file each. registry.cc puts them in order.
#pragma once

#include "core/sampling/stage.h"

namespace ponder {

extern const Stage kRepetitionPenalty;
extern const Stage kEndMask;
extern const Stage kTopP;
extern const Stage kMinP;
extern const Stage kTopK;
extern const Stage kTemperature;

}  // namespace ponder
