// Opening a model by the name a person gave it, for the decode thread.
#pragma once

#include "app/args.h"
#include "app/paths.h"
#include "core/engine/timeline.h"
#include "core/session/decode_thread.h"

namespace ponder {

LoadOptions LoadOptionsOf(const ModelArgs& model);
TimelineOptions TimelineOptionsOf(const ModelArgs& model);

ModelOpener MakeModelOpener(const ModelArgs& model, const Paths& paths);

}  // namespace ponder
