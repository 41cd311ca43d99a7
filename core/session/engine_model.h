// The local engine as a model that the decode thread can drive.
#pragma once

#include "core/engine/engine.h"
#include "core/engine/timeline.h"
#include "core/session/decode_thread.h"

namespace ponder {

OpenedModel OpenEngine(std::shared_ptr<const Engine> engine, const TimelineOptions& options);

}  // namespace ponder
