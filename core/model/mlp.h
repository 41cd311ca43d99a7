// Dense feed-forward mixer, also the shared expert of a mixture: down(relu(up x)^2).
#pragma once

#include <memory>

#include "core/model/step.h"

namespace ponder {

struct MlpWeights {
  std::unique_ptr<Weight> up;    // [intermediate_size, hidden_size]
  std::unique_ptr<Weight> down;  // [hidden_size, intermediate_size]
};

// x, out: [num_tokens, hidden_size]
void Mlp(const Step& step, const MlpWeights& weights, const float* x, float* out);

}  // namespace ponder
