// What every layer needs to work on one chunk of tokens, and products of one input with weights.
#pragma once

#include <initializer_list>

#include "core/base/arena.h"
#include "core/base/thread_pool.h"
#include "core/math/matmul.h"
#include "core/model/config.h"

namespace ponder {

struct Step {
  const ModelConfig& config;
  Numerics numerics;
  size_t num_tokens;
  ThreadPool& pool;
  Arena& arena;  // results of a layer live until the caller resets it

  std::span<float> Floats(size_t count) const { return arena.Allocate<float>(count); }
};

struct Projection {
  const Weight* weight;
  float* y;  // [num_tokens, rows]
};

// y = W x for each projection in one parallel loop; the input is prepared once for those that can
// share it. x: [num_tokens, cols]
void Project(const Step& step, const float* x, std::initializer_list<Projection> projections);

}  // namespace ponder
