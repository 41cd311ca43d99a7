// The stages in the order they run: mlx-lm's. Penalties and masks see the model's logits; top-p,
// min-p and top-k see the distribution at temperature 1; the temperature comes last.
#pragma once

#include <span>

#include "core/sampling/stage.h"

namespace ponder {

std::span<const Stage> Stages();

}  // namespace ponder
