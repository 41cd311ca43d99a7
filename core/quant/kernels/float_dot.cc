#include "core/quant/kernels/float_dot.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/quant/kernels/float_dot.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/base/float16.h"
#include "core/quant/kernels/prefetch.h"

HWY_BEFORE_NAMESPACE();
namespace ponder {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;

// Row and token tile: as many accumulators as the registers hold beside the operands.
#if HWY_TARGET == HWY_AVX3_DL
constexpr size_t kTileRows = 4;
constexpr size_t kTileTokens = 6;
#else
constexpr size_t kTileRows = 4;
constexpr size_t kTileTokens = 2;
#endif

// One stored element type: a vector of them widened, and a single one.
struct F32 {
  static constexpr size_t kBytes = 4;
  static V Load(const std::byte* at) { return hn::LoadU(D(), reinterpret_cast<const float*>(at)); }
  static float LoadOne(const std::byte* at) { return LoadUnaligned<float>(at); }
};

struct F16 {
  static constexpr size_t kBytes = 2;
  static V Load(const std::byte* at) {
    const hn::Rebind<hwy::float16_t, D> half;
    return hn::PromoteTo(D(), hn::LoadU(half, reinterpret_cast<const hwy::float16_t*>(at)));
  }
  static float LoadOne(const std::byte* at) { return FloatFromF16(LoadUnaligned<uint16_t>(at)); }
};

struct Bf16 {
  static constexpr size_t kBytes = 2;
  static V Load(const std::byte* at) {
    const hn::Rebind<hwy::bfloat16_t, D> half;
    return hn::PromoteTo(D(), hn::LoadU(half, reinterpret_cast<const hwy::bfloat16_t*>(at)));
  }
  static float LoadOne(const std::byte* at) { return FloatFromBf16(LoadUnaligned<uint16_t>(at)); }
};

template <class Element, size_t kRows, size_t kTokens>
HWY_NOINLINE void DotTile(const std::byte* const* rows, const float* const* x, size_t cols,
                          Ahead ahead, float* const* y) {
  const D d;
  V sums[kRows][kTokens];
  for (auto& row : sums) {
    for (V& sum : row) sum = hn::Zero(d);
  }
  const size_t whole = cols - cols % hn::Lanes(d);
  for (size_t k = 0; k < whole; k += hn::Lanes(d)) {
    if constexpr (kTokens == 1) ahead.Fetch();
    V inputs[kTokens];
    for (size_t t = 0; t < kTokens; ++t) inputs[t] = hn::LoadU(d, x[t] + k);
    for (size_t r = 0; r < kRows; ++r) {
      const V weights = Element::Load(rows[r] + k * Element::kBytes);
      for (size_t t = 0; t < kTokens; ++t) {
        sums[r][t] = hn::MulAdd(weights, inputs[t], sums[r][t]);
      }
    }
  }
  for (size_t r = 0; r < kRows; ++r) {
    for (size_t t = 0; t < kTokens; ++t) {
      float sum = hn::GetLane(hn::SumOfLanes(d, sums[r][t]));
      for (size_t k = whole; k < cols; ++k) {
        sum += Element::LoadOne(rows[r] + k * Element::kBytes) * x[t][k];
      }
      y[t][r] = sum;
    }
  }
}

template <class Element, size_t kRows, size_t kTokens>
void DotTokens(const FloatRows& rows, size_t row, const PreparedInput& input, TokenList tokens,
               size_t first, float* y, size_t y_stride) {
  const size_t row_bytes = rows.cols * Element::kBytes;
  const std::byte* row_data[kRows];
  for (size_t r = 0; r < kRows; ++r) row_data[r] = rows.data + (row + r) * row_bytes;
  const float* x[kTokens];
  float* out[kTokens];
  for (size_t t = 0; t < kTokens; ++t) {
    x[t] = input.values + tokens[first + t] * input.cols;
    out[t] = y + (first + t) * y_stride + row;
  }
  // Rows that are used once come from memory, those for many tokens from the cache.
  const size_t tile_bytes = kRows * row_bytes;
  const Ahead ahead = tokens.size == 1 ? Ahead(row_data[0] + tile_bytes, tile_bytes,
                                               DivCeil(rows.cols, hn::Lanes(D())))
                                       : Ahead();
  DotTile<Element, kRows, kTokens>(row_data, x, rows.cols, ahead, out);
}

template <class Element, size_t kRows>
void DotRowTile(const FloatRows& rows, size_t row, const PreparedInput& input, TokenList tokens,
                float* y, size_t y_stride) {
  size_t t = 0;
  for (; t + kTileTokens <= tokens.size; t += kTileTokens) {
    DotTokens<Element, kRows, kTileTokens>(rows, row, input, tokens, t, y, y_stride);
  }
  for (; t < tokens.size; ++t) {
    DotTokens<Element, kRows, 1>(rows, row, input, tokens, t, y, y_stride);
  }
}

template <class Element>
void DotRows(const FloatRows& rows, const PreparedInput& input, TokenList tokens, float* y,
             size_t y_stride) {
  size_t r = 0;
  for (; r + kTileRows <= rows.count; r += kTileRows) {
    DotRowTile<Element, kTileRows>(rows, r, input, tokens, y, y_stride);
  }
  for (; r < rows.count; ++r) DotRowTile<Element, 1>(rows, r, input, tokens, y, y_stride);
}

void DotFloatRows(const FloatRows& rows, const PreparedInput& input, TokenList tokens, float* y,
                  size_t y_stride) {
  switch (rows.dtype) {
    case DType::kF32:
      return DotRows<F32>(rows, input, tokens, y, y_stride);
    case DType::kF16:
      return DotRows<F16>(rows, input, tokens, y, y_stride);
    default:
      return DotRows<Bf16>(rows, input, tokens, y, y_stride);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ponder
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ponder {

HWY_EXPORT(DotFloatRows);

void DotFloatRows(const FloatRows& rows, const PreparedInput& input, TokenList tokens, float* y,
                  size_t y_stride) {
  CHECK(rows.dtype == DType::kF32 || rows.dtype == DType::kF16 || rows.dtype == DType::kBF16);
  HWY_DYNAMIC_DISPATCH(DotFloatRows)(rows, input, tokens, y, y_stride);
}

}  // namespace ponder
#endif  // HWY_ONCE
