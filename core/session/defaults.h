// The settings a model starts with.
#pragma once

#include <span>

#include "core/base/settings.h"
#include "core/engine/generation_config.h"
#include "core/model/weights.h"

namespace ponder {

// TurboQuant checkpoints of at most 3 bits have the end token as their likeliest first guess and
// decay in long answers: they get what their model card says. Others get their
// generation_config.json, and temperature 0.7 where it is silent.
Settings DefaultSettings(const GenerationConfig& generation, std::span<const ModuleInfo> inventory);

}  // namespace ponder
