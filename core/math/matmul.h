// Products of stored weights with activations: the one place where a model's time goes.
#pragma once

#include <span>

#include "core/base/arena.h"
#include "core/base/thread_pool.h"
#include "core/quant/weight.h"

namespace ponder {

enum class Numerics : uint8_t {
  kExact,  // f32 activations, exact weights: the truth that upstream's f32 is compared with
  kFast,   // the format's own fast path: int8 activations for quantised weights
};

// True if an input prepared for `a` serves `b` as well.
bool SameInput(const Weight& a, const Weight& b, Numerics numerics);

// x: [num_tokens, cols]. The result lives in `arena` (and may point at x).
PreparedInput PrepareInput(const float* x, size_t num_tokens, const Weight& weight,
                           Numerics numerics, Arena& arena, ThreadPool& pool);

// y[t * y_stride + r] = weight row r . input token tokens[t]
struct MatMulJob {
  const Weight* weight;
  const PreparedInput* input;  // prepared for `weight`
  TokenList tokens;
  float* y;
  size_t y_stride;  // elements between tokens
};

// Runs all jobs as one parallel loop. Results do not depend on the number of threads, on how tokens
// are grouped, or on which other jobs run along. Allocates nothing outside `arena`.
void MatMul(std::span<const MatMulJob> jobs, Numerics numerics, Arena& arena, ThreadPool& pool);

}  // namespace ponder
