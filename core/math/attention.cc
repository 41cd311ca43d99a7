#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/math/attention.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/float16.h"
#include "core/math/attention.h"
#include "core/math/lanes-inl.h"

#ifndef PONDER_MATH_ATTENTION_ONCE
#define PONDER_MATH_ATTENTION_ONCE
namespace ponder {

// Query heads and vectors per register block: 4 x 4 accumulators, 4 loads for 16 multiply-adds.
inline constexpr size_t kBlockHeads = 4;
inline constexpr size_t kBlockVectors = 4;

// Rows of values and sums are padded to this many floats: one AVX-512 vector.
inline constexpr size_t kPad = 16;
inline size_t Padded(size_t head_dim) { return (head_dim + kPad - 1) / kPad * kPad; }

}  // namespace ponder
#endif

HWY_BEFORE_NAMESPACE();
namespace ponder::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;

// count elements starting at `from` of the cache, as f32.
HWY_INLINE void Widen(const KeysValues& cache, const void* base, size_t from, size_t count,
                      float* out) {
  if (!cache.half) {
    std::memcpy(out, static_cast<const float*>(base) + from, count * sizeof(float));
    return;
  }
  const D d;
  const hn::Rebind<hwy::float16_t, D> dh;
  const auto* halves = static_cast<const uint16_t*>(base) + from;
  const size_t lanes = hn::Lanes(d);
  size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto half = hn::LoadU(dh, reinterpret_cast<const hwy::float16_t*>(halves + i));
    hn::StoreU(hn::PromoteTo(d, half), d, out + i);
  }
  for (; i < count; ++i) out[i] = FloatFromF16(halves[i]);
}

// sums[h][j] += weight(h, i) * rows[i][j] for kHeads heads, kVectors vectors of j, all i < count.
template <size_t kHeads, size_t kVectors>
HWY_INLINE void AccumulateBlock(const float* weights, size_t weight_head_stride, const float* rows,
                                size_t row_stride, size_t count, float* sums, size_t sum_stride) {
  const D d;
  const size_t lanes = hn::Lanes(d);
  V acc[kHeads][kVectors];
  for (size_t h = 0; h < kHeads; ++h) {
    for (size_t v = 0; v < kVectors; ++v)
      acc[h][v] = hn::LoadU(d, sums + h * sum_stride + v * lanes);
  }
  for (size_t i = 0; i < count; ++i) {
    V row[kVectors];
    for (size_t v = 0; v < kVectors; ++v) row[v] = hn::LoadU(d, rows + i * row_stride + v * lanes);
    for (size_t h = 0; h < kHeads; ++h) {
      const V weight = hn::Set(d, weights[h * weight_head_stride + i]);
      for (size_t v = 0; v < kVectors; ++v) acc[h][v] = hn::MulAdd(weight, row[v], acc[h][v]);
    }
  }
  for (size_t h = 0; h < kHeads; ++h) {
    for (size_t v = 0; v < kVectors; ++v)
      hn::StoreU(acc[h][v], d, sums + h * sum_stride + v * lanes);
  }
}

// sums[h][0 .. width) += sum over i of weights[h][i] * rows[i][0 .. width); width is a multiple of
// the vector length.
template <size_t kHeads>
HWY_INLINE void AccumulateHeads(const float* weights, size_t weight_head_stride, const float* rows,
                                size_t row_stride, size_t count, size_t width, float* sums,
                                size_t sum_stride) {
  const size_t lanes = hn::Lanes(D());
  size_t j = 0;
  for (; j + kBlockVectors * lanes <= width; j += kBlockVectors * lanes) {
    AccumulateBlock<kHeads, kBlockVectors>(weights, weight_head_stride, rows + j, row_stride, count,
                                           sums + j, sum_stride);
  }
  for (; j < width; j += lanes) {
    AccumulateBlock<kHeads, 1>(weights, weight_head_stride, rows + j, row_stride, count, sums + j,
                               sum_stride);
  }
}

HWY_INLINE void Accumulate(size_t num_heads, const float* weights, size_t weight_head_stride,
                           const float* rows, size_t row_stride, size_t count, size_t width,
                           float* sums, size_t sum_stride) {
  size_t h = 0;
  for (; h + kBlockHeads <= num_heads; h += kBlockHeads) {
    AccumulateHeads<kBlockHeads>(weights + h * weight_head_stride, weight_head_stride, rows,
                                 row_stride, count, width, sums + h * sum_stride, sum_stride);
  }
  for (; h < num_heads; ++h) {
    AccumulateHeads<1>(weights + h * weight_head_stride, weight_head_stride, rows, row_stride,
                       count, width, sums + h * sum_stride, sum_stride);
  }
}

HWY_INLINE void Scale(float scale, size_t size, float* x) {
  const D d;
  const V scales = hn::Set(d, scale);
  ForEachVector(d, size, [&](size_t i, size_t count) HWY_ATTR {
    StoreFirst(d, hn::Mul(scales, LoadFirst(d, x + i, count)), x + i, count);
  });
}

// Running softmax of one query (Milakov & Gimelshein 2018): its sums of weighted values are
// relative to the largest score seen so far.
struct Softmax {
  float largest;
  float sum;
};

// Turns a tile's scores into weights; those past the visible ones become 0.
HWY_INLINE void Weigh(float* scores, size_t num_visible, float scale, Softmax& softmax, float* sums,
                      size_t width) {
  const D d;
  std::fill(scores + num_visible, scores + kKvTile, -std::numeric_limits<float>::infinity());
  float largest = softmax.largest;
  for (size_t i = 0; i < num_visible; ++i) largest = std::max(largest, scores[i] * scale);
  if (largest > softmax.largest) {
    const float shrink = std::exp(softmax.largest - largest);
    softmax.sum *= shrink;
    Scale(shrink, width, sums);
    softmax.largest = largest;
  }
  V sum = hn::Zero(d);
  for (size_t i = 0; i < kKvTile; i += hn::Lanes(d)) {
    const V shifted = hn::MulSub(hn::LoadU(d, scores + i), hn::Set(d, scale), hn::Set(d, largest));
    const V weight = hn::Exp(d, shifted);
    hn::StoreU(weight, d, scores + i);
    sum = hn::Add(sum, weight);
  }
  softmax.sum += hn::GetLane(hn::SumOfLanes(d, sum));
}

// Scratch of one Attend, in this order.
struct Scratch {
  Scratch(float* memory, size_t heads, size_t head_dim)
      : keys(memory),
        values(keys + kKvTile * head_dim),
        scores(values + kKvTile * Padded(head_dim)),
        sums(scores + kKvTile * heads),
        softmaxes(reinterpret_cast<Softmax*>(sums + kMaxAttendTokens * heads * Padded(head_dim))) {}

  float* keys;         // [head_dim, kKvTile]
  float* values;       // [kKvTile, Padded(head_dim)]
  float* scores;       // [heads, kKvTile]
  float* sums;         // [kMaxAttendTokens, heads, Padded(head_dim)]
  Softmax* softmaxes;  // [kMaxAttendTokens, heads]
};

HWY_INLINE void LoadTile(const KeysValues& cache, size_t begin, size_t num_keys,
                         const Scratch& scratch) {
  const size_t head_dim = cache.head_dim;
  Widen(cache, cache.keys, KeyIndex(begin, 0, head_dim), kKvTile * head_dim, scratch.keys);
  const size_t padded = Padded(head_dim);
  for (size_t i = 0; i < num_keys; ++i) {
    Widen(cache, cache.values, (begin + i) * head_dim, head_dim, scratch.values + i * padded);
    std::fill_n(scratch.values + i * padded + head_dim, padded - head_dim, 0.0f);
  }
}

void Attend(const KeysValues& cache, const float* q, size_t stride, size_t heads_per_group,
            size_t num_tokens, size_t first_position, float* memory, float* out) {
  const size_t head_dim = cache.head_dim;
  const size_t padded = Padded(head_dim);
  const float scale = 1.0f / std::sqrt(static_cast<float>(head_dim));
  const Scratch scratch(memory, heads_per_group, head_dim);
  std::fill_n(scratch.sums, num_tokens * heads_per_group * padded, 0.0f);
  std::fill_n(scratch.softmaxes, num_tokens * heads_per_group,
              Softmax{-std::numeric_limits<float>::infinity(), 0});

  const size_t end = first_position + num_tokens;
  for (size_t begin = 0; begin < end; begin += kKvTile) {
    LoadTile(cache, begin, std::min(kKvTile, end - begin), scratch);
    for (size_t t = 0; t < num_tokens; ++t) {
      if (first_position + t < begin) continue;
      const size_t num_visible = std::min(kKvTile, first_position + t + 1 - begin);
      float* sums = scratch.sums + t * heads_per_group * padded;
      std::fill_n(scratch.scores, heads_per_group * kKvTile, 0.0f);
      Accumulate(heads_per_group, q + t * stride, head_dim, scratch.keys, kKvTile, head_dim,
                 kKvTile, scratch.scores, kKvTile);
      for (size_t h = 0; h < heads_per_group; ++h) {
        Weigh(scratch.scores + h * kKvTile, num_visible, scale,
              scratch.softmaxes[t * heads_per_group + h], sums + h * padded, padded);
      }
      Accumulate(heads_per_group, scratch.scores, kKvTile, scratch.values, padded, num_visible,
                 padded, sums, padded);
    }
  }
  for (size_t t = 0; t < num_tokens; ++t) {
    for (size_t h = 0; h < heads_per_group; ++h) {
      const size_t query = t * heads_per_group + h;
      Scale(1.0f / scratch.softmaxes[query].sum, padded, scratch.sums + query * padded);
      std::copy_n(scratch.sums + query * padded, head_dim, out + t * stride + h * head_dim);
    }
  }
}

}  // namespace ponder::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ponder {

HWY_EXPORT(Attend);

size_t AttendScratchSize(size_t heads_per_group, size_t head_dim) {
  const size_t per_token = heads_per_group * (Padded(head_dim) + 2);
  return kKvTile * (head_dim + Padded(head_dim) + heads_per_group) + kMaxAttendTokens * per_token;
}

void Attend(const KeysValues& cache, const float* q, size_t stride, size_t heads_per_group,
            size_t num_tokens, size_t first_position, float* scratch, float* out) {
  HWY_DYNAMIC_DISPATCH(Attend)
  (cache, q, stride, heads_per_group, num_tokens, first_position, scratch, out);
}

}  // namespace ponder
#endif
