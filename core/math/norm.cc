#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/math/norm.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

#include <cmath>

#include "core/math/lanes-inl.h"
#include "core/math/norm.h"

HWY_BEFORE_NAMESPACE();
namespace ponder::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

float SumOfSquares(const float* x, size_t size) {
  const hn::ScalableTag<float> d;
  auto sum = hn::Zero(d);
  ForEachVector(d, size, [&](size_t i, size_t count) HWY_ATTR {
    const auto v = LoadFirst(d, x + i, count);
    sum = hn::MulAdd(v, v, sum);
  });
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

void RmsNorm(const float* x, const float* weight, float eps, size_t size, float* out) {
  const hn::ScalableTag<float> d;
  const float scale = 1.0f / std::sqrt(SumOfSquares(x, size) / static_cast<float>(size) + eps);
  const auto scales = hn::Set(d, scale);
  ForEachVector(d, size, [&](size_t i, size_t count) HWY_ATTR {
    const auto normalised = hn::Mul(LoadFirst(d, x + i, count), scales);
    StoreFirst(d, hn::Mul(normalised, LoadFirst(d, weight + i, count)), out + i, count);
  });
}

void GatedRmsNorm(float* y, const float* z, const float* weight, float eps, size_t size,
                  size_t num_groups) {
  const hn::ScalableTag<float> d;
  ForEachVector(d, size, [&](size_t i, size_t count) HWY_ATTR {
    const auto gate = Silu(d, LoadFirst(d, z + i, count));
    StoreFirst(d, hn::Mul(LoadFirst(d, y + i, count), gate), y + i, count);
  });
  const size_t group_size = size / num_groups;
  for (size_t begin = 0; begin < size; begin += group_size) {
    RmsNorm(y + begin, weight + begin, eps, group_size, y + begin);
  }
}

}  // namespace ponder::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ponder {

HWY_EXPORT(RmsNorm);
HWY_EXPORT(GatedRmsNorm);

void RmsNorm(const float* x, const float* weight, float eps, size_t size, float* out) {
  HWY_DYNAMIC_DISPATCH(RmsNorm)(x, weight, eps, size, out);
}

void GatedRmsNorm(float* y, const float* z, const float* weight, float eps, size_t size,
                  size_t num_groups) {
  HWY_DYNAMIC_DISPATCH(GatedRmsNorm)(y, z, weight, eps, size, num_groups);
}

}  // namespace ponder
#endif
