#include "core/model/mlp.h"

#include "core/math/activation.h"

namespace ponder {

void Mlp(const Step& step, const MlpWeights& weights, const float* x, float* out) {
  const size_t intermediate_size = weights.up->rows();
  float* hidden = step.Floats(step.num_tokens * intermediate_size).data();
  Project(step, x, {{weights.up.get(), hidden}});
  step.pool.Run(step.num_tokens, [&](size_t t, size_t) {
    Relu2(hidden + t * intermediate_size, intermediate_size);
  });
  Project(step, hidden, {{weights.down.get(), out}});
}

}  // namespace ponder
