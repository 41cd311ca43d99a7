#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/math/activation.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

#include "core/math/activation.h"
#include "core/math/lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ponder::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

void Relu2(float* x, size_t size) {
  const hn::ScalableTag<float> d;
  ForEachVector(d, size, [&](size_t i, size_t count) HWY_ATTR {
    const auto positive = hn::ZeroIfNegative(LoadFirst(d, x + i, count));
    StoreFirst(d, hn::Mul(positive, positive), x + i, count);
  });
}

void AddScaledTo(float scale, const float* y, size_t size, float* x) {
  const hn::ScalableTag<float> d;
  const auto scales = hn::Set(d, scale);
  ForEachVector(d, size, [&](size_t i, size_t count) HWY_ATTR {
    const auto sum = hn::MulAdd(scales, LoadFirst(d, y + i, count), LoadFirst(d, x + i, count));
    StoreFirst(d, sum, x + i, count);
  });
}

}  // namespace ponder::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ponder {

HWY_EXPORT(Relu2);
HWY_EXPORT(AddScaledTo);

void Relu2(float* x, size_t size) { HWY_DYNAMIC_DISPATCH(Relu2)(x, size); }

void AddTo(const float* y, size_t size, float* x) { AddScaledTo(1.0f, y, size, x); }

void AddScaledTo(float scale, const float* y, size_t size, float* x) {
  HWY_DYNAMIC_DISPATCH(AddScaledTo)(scale, y, size, x);
}

}  // namespace ponder
#endif
