// Per-target helpers for element-wise loops over arrays of any length.
#if defined(PONDER_MATH_LANES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PONDER_MATH_LANES_INL_H_
#undef PONDER_MATH_LANES_INL_H_
#else
#define PONDER_MATH_LANES_INL_H_
#endif

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ponder::HWY_NAMESPACE {

// Calls body(begin, count) for each vector's worth of [0, size); only the last count may be short.
template <class D, class Body>
HWY_INLINE void ForEachVector(D d, size_t size, Body&& body) {
  const size_t lanes = hwy::HWY_NAMESPACE::Lanes(d);
  size_t i = 0;
  for (; i + lanes <= size; i += lanes) body(i, lanes);
  if (i < size) body(i, size - i);
}

// The first `count` elements, the remaining lanes 0.
template <class D>
HWY_INLINE hwy::HWY_NAMESPACE::Vec<D> LoadFirst(D d, const float* from, size_t count) {
  namespace hn = hwy::HWY_NAMESPACE;
  if (HWY_LIKELY(count == hn::Lanes(d))) return hn::LoadU(d, from);
  HWY_ALIGN float padded[hn::MaxLanes(d)] = {};
  for (size_t i = 0; i < count; ++i) padded[i] = from[i];
  return hn::Load(d, padded);
}

template <class D>
HWY_INLINE void StoreFirst(D d, hwy::HWY_NAMESPACE::Vec<D> v, float* to, size_t count) {
  namespace hn = hwy::HWY_NAMESPACE;
  if (HWY_LIKELY(count == hn::Lanes(d))) return hn::StoreU(v, d, to);
  HWY_ALIGN float padded[hn::MaxLanes(d)];
  hn::Store(v, d, padded);
  for (size_t i = 0; i < count; ++i) to[i] = padded[i];
}

// x / (1 + exp(-x))
template <class D>
HWY_INLINE hwy::HWY_NAMESPACE::Vec<D> Silu(D d, hwy::HWY_NAMESPACE::Vec<D> x) {
  namespace hn = hwy::HWY_NAMESPACE;
  const auto one = hn::Set(d, 1.0f);
  // Exp overflows to infinity below -88, where silu is 0 to within f32.
  const auto bounded = hn::Max(x, hn::Set(d, -87.0f));
  return hn::Div(bounded, hn::Add(one, hn::Exp(d, hn::Neg(bounded))));
}

}  // namespace ponder::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
