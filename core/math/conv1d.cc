#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/math/conv1d.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

#include <algorithm>

#include "core/math/conv1d.h"
#include "core/math/lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ponder::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

void CausalConv1dSilu(const Conv1d& conv, size_t begin, size_t end, const float* window,
                      const float* in, size_t in_stride, size_t num_tokens, float* new_window,
                      float* out) {
  const hn::ScalableTag<float> d;
  const size_t past = conv.kernel - 1;
  // Column `i` of (window, in): i counts from the oldest of the window.
  const auto column = [&](size_t i) HWY_ATTR {
    return i < past ? window + i * conv.num_channels : in + (i - past) * in_stride;
  };
  for (size_t t = 0; t < num_tokens; ++t) {
    ForEachVector(d, end - begin, [&](size_t offset, size_t count) HWY_ATTR {
      const size_t c = begin + offset;
      auto sum = LoadFirst(d, conv.bias + c, count);
      for (size_t j = 0; j < conv.kernel; ++j) {
        const auto tap = LoadFirst(d, conv.weight + j * conv.num_channels + c, count);
        sum = hn::MulAdd(tap, LoadFirst(d, column(t + j) + c, count), sum);
      }
      StoreFirst(d, Silu(d, sum), out + t * conv.num_channels + c, count);
    });
  }
  for (size_t i = 0; i < past; ++i) {
    const float* newest = column(num_tokens + i);
    std::copy(newest + begin, newest + end, new_window + i * conv.num_channels + begin);
  }
}

}  // namespace ponder::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ponder {

HWY_EXPORT(CausalConv1dSilu);

void CausalConv1dSilu(const Conv1d& conv, size_t begin, size_t end, const float* window,
                      const float* in, size_t in_stride, size_t num_tokens, float* new_window,
                      float* out) {
  HWY_DYNAMIC_DISPATCH(CausalConv1dSilu)
  (conv, begin, end, window, in, in_stride, num_tokens, new_window, out);
}

}  // namespace ponder
#endif
