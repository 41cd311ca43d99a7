#include "core/quant/kernels/hadamard.h"

#include <algorithm>
#include <bit>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/quant/kernels/hadamard.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/base/check.h"
#include "core/quant/kernels/hadamard_factors.h"
#include "core/quant/rotation.h"

HWY_BEFORE_NAMESPACE();
namespace ponder {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;

// Sums and differences of single elements `half` apart.
inline void ButterfliesOneByOne(float* x, size_t size, size_t half) {
  for (size_t begin = 0; begin < size; begin += 2 * half) {
    for (size_t i = begin; i < begin + half; ++i) {
      const float a = x[i];
      const float b = x[i + half];
      x[i] = a + b;
      x[i + half] = a - b;
    }
  }
}

// The same for elements at least a vector apart.
inline void ButterfliesOfVectors(float* x, size_t size, size_t half) {
  const D d;
  for (size_t begin = 0; begin < size; begin += 2 * half) {
    for (size_t i = begin; i < begin + half; i += hn::Lanes(d)) {
      const V a = hn::LoadU(d, x + i);
      const V b = hn::LoadU(d, x + i + half);
      hn::StoreU(hn::Add(a, b), d, x + i);
      hn::StoreU(hn::Sub(a, b), d, x + i + half);
    }
  }
}

// The same within one vector: lanes kHalf apart are exchanged, and added or subtracted from.
template <size_t kHalf>
inline V ButterfliesOfLanes(V v) {
#if HWY_TARGET != HWY_SCALAR  // which has one lane and no shuffles
  const D d;
  if constexpr (kHalf < hn::MaxLanes(D())) {
    V other;
    if constexpr (kHalf == 1) other = hn::Shuffle2301(v);
    if constexpr (kHalf == 2) other = hn::Shuffle1032(v);
    if constexpr (kHalf == 4) other = hn::SwapAdjacentBlocks(v);
    if constexpr (kHalf == 8) other = hn::ReverseBlocks(d, hn::SwapAdjacentBlocks(v));
    const hn::RebindToSigned<D> di;
    const auto bit = hn::Set(di, static_cast<int32_t>(kHalf));
    const auto upper = hn::Eq(hn::And(hn::Iota(di, 0), bit), bit);
    const V sign = hn::IfThenElse(hn::RebindMask(d, upper), hn::Set(d, -1.0f), hn::Set(d, 1.0f));
    return hn::MulAdd(v, sign, other);
  }
#endif
  return v;
}

// Scales, then transforms every run of min(power, lanes) elements.
inline void TransformVectors(float* x, size_t size, size_t power, float scale) {
  const D d;
  const size_t whole = size - size % hn::Lanes(d);
  for (size_t i = 0; i < whole; i += hn::Lanes(d)) {
    V v = hn::Mul(hn::LoadU(d, x + i), hn::Set(d, scale));
    if (power > 1) v = ButterfliesOfLanes<1>(v);
    if (power > 2) v = ButterfliesOfLanes<2>(v);
    if (power > 4) v = ButterfliesOfLanes<4>(v);
    if (power > 8) v = ButterfliesOfLanes<8>(v);
    hn::StoreU(v, d, x + i);
  }
  // Whole runs, each shorter than a vector.
  for (size_t i = whole; i < size; ++i) x[i] *= scale;
  for (size_t half = 1; half < power && whole < size; half *= 2) {
    ButterfliesOneByOne(x + whole, size - whole, half);
  }
}

// One vector's width of columns times the factor's matrix. x: [factor, stride]
template <class Tag>
inline void MultiplyColumns(Tag d, float* x, size_t stride, size_t factor, const float* matrix) {
  hn::Vec<Tag> in[kMaxFactor];
  for (size_t a = 0; a < factor; ++a) in[a] = hn::LoadU(d, x + a * stride);
  for (size_t row = 0; row < factor; ++row, matrix += factor) {
    auto even = hn::Zero(d);  // two sums: each waits for its last addition
    auto odd = hn::Zero(d);
    for (size_t a = 0; a < factor; a += 2) {
      even = hn::MulAdd(in[a], hn::Set(d, matrix[a]), even);
      odd = hn::MulAdd(in[a + 1], hn::Set(d, matrix[a + 1]), odd);
    }
    hn::StoreU(hn::Add(even, odd), d, x + row * stride);
  }
}

inline void MultiplyFactor(float* x, HadamardShape shape, const float* matrix) {
  const D d;
  const hn::CappedTag<float, 1> one;
  size_t b = 0;
  for (; b + hn::Lanes(d) <= shape.power; b += hn::Lanes(d)) {
    MultiplyColumns(d, x + b, shape.power, shape.factor, matrix);
  }
  for (; b < shape.power; ++b) MultiplyColumns(one, x + b, shape.power, shape.factor, matrix);
}

void TransformBlocks(float* x, size_t size, HadamardShape shape, const float* matrix) {
  const size_t block = shape.factor * shape.power;
  TransformVectors(x, size, shape.power, 1.0f / std::sqrt(static_cast<float>(block)));
  for (size_t half = hn::Lanes(D()); half < shape.power; half *= 2) {
    ButterfliesOfVectors(x, size, half);
  }
  if (shape.factor == 1) return;
  for (size_t begin = 0; begin < size; begin += block) MultiplyFactor(x + begin, shape, matrix);
}

}  // namespace HWY_NAMESPACE
}  // namespace ponder
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ponder {

HWY_EXPORT(TransformBlocks);

HadamardShape HadamardShapeOf(size_t size) {
  CHECK(size > 0);
  HadamardShape best{1, 1};
  for (size_t factor : {1, 12, 20, 28}) {
    if (size % factor != 0) continue;
    const HadamardShape shape{factor, size_t{1} << std::countr_zero(size / factor)};
    if (shape.factor * shape.power > best.factor * best.power) best = shape;
  }
  return best;
}

namespace {

void Transform(float* x, size_t size, bool transposed) {
  const HadamardShape shape = HadamardShapeOf(size);
  const float* matrix = shape.factor > 1 ? FactorMatrix(shape.factor, transposed) : nullptr;
  HWY_DYNAMIC_DISPATCH(TransformBlocks)(x, size, shape, matrix);
}

}  // namespace

void Hadamard(float* x, size_t size) { Transform(x, size, false); }

void HadamardTransposed(float* x, size_t size) { Transform(x, size, true); }

}  // namespace ponder
#endif  // HWY_ONCE
