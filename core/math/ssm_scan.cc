#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/math/ssm_scan.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>

#include "core/math/lanes-inl.h"
#include "core/math/ssm_scan.h"

HWY_BEFORE_NAMESPACE();
namespace ponder::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Rows of the state updated together: they share the loads of b and c, and their sums overlap.
constexpr size_t kRows = 4;

// For each row: S = decay * S + input * b; out = S . c
template <size_t kNumRows>
HWY_INLINE void UpdateRows(float decay, const float* inputs, const float* b, const float* c,
                           size_t size, const float* state, float* new_state, float* out) {
  const hn::ScalableTag<float> d;
  const auto decays = hn::Set(d, decay);
  hn::Vec<decltype(d)> sums[kNumRows];
  for (auto& sum : sums) sum = hn::Zero(d);
  ForEachVector(d, size, [&](size_t i, size_t count) HWY_ATTR {
    const auto bs = LoadFirst(d, b + i, count);
    const auto cs = LoadFirst(d, c + i, count);
    for (size_t row = 0; row < kNumRows; ++row) {
      const size_t at = row * size + i;
      const auto kept = hn::Mul(decays, LoadFirst(d, state + at, count));
      const auto updated = hn::MulAdd(hn::Set(d, inputs[row]), bs, kept);
      StoreFirst(d, updated, new_state + at, count);
      sums[row] = hn::MulAdd(updated, cs, sums[row]);
    }
  });
  for (size_t row = 0; row < kNumRows; ++row) out[row] = hn::GetLane(hn::SumOfLanes(d, sums[row]));
}

// One token.
HWY_INLINE void Advance(const SsmHead& head, float dt, const float* x, const float* b,
                        const float* c, const float* state, float* new_state, float* y) {
  const float decay = std::exp(dt * head.a);
  size_t p = 0;
  for (; p + kRows <= head.head_dim; p += kRows) {
    float inputs[kRows];
    for (size_t row = 0; row < kRows; ++row) inputs[row] = dt * x[p + row];
    const size_t at = p * head.state_size;
    UpdateRows<kRows>(decay, inputs, b, c, head.state_size, state + at, new_state + at, y + p);
  }
  for (; p < head.head_dim; ++p) {
    const float input = dt * x[p];
    const size_t at = p * head.state_size;
    UpdateRows<1>(decay, &input, b, c, head.state_size, state + at, new_state + at, y + p);
  }
  for (p = 0; p < head.head_dim; ++p) y[p] += head.d * x[p];
}

void SsmScan(const SsmHead& head, size_t num_tokens, const float* state, float* new_state, float* y,
             size_t y_stride) {
  for (size_t t = 0; t < num_tokens; ++t) {
    const size_t at = t * head.xbc_stride;
    Advance(head, head.dt[t * head.dt_stride], head.x + at, head.b + at, head.c + at,
            t == 0 ? state : new_state, new_state, y + t * y_stride);
  }
}

}  // namespace ponder::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ponder {

HWY_EXPORT(SsmScan);

float SsmTimeStep(float raw, float bias, float min, float max) {
  const float v = raw + bias;
  // Above 20 softplus(v) equals v in f32, and exp would overflow.
  const float softplus = v > 20.0f ? v : std::log1p(std::exp(v));
  return std::clamp(softplus, min, max);
}

void SsmScan(const SsmHead& head, size_t num_tokens, const float* state, float* new_state, float* y,
             size_t y_stride) {
  HWY_DYNAMIC_DISPATCH(SsmScan)(head, num_tokens, state, new_state, y, y_stride);
}

}  // namespace ponder
#endif
