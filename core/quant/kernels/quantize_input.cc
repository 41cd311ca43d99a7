#include "core/quant/kernels/quantize_input.h"

#include <algorithm>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/quant/kernels/quantize_input.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/quant/prepared_input.h"

HWY_BEFORE_NAMESPACE();
namespace ponder {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr size_t kBlock = PreparedInput::kBlock;
// Below this the reciprocal of the scale would overflow; such a block is zero for all purposes.
constexpr float kSmallest = 1e-35f;

struct Block {
  int32_t sum = 0;  // of the codes
  float scale = 0.0f;
};

// The largest magnitude, or a NaN if anything in the block is not finite.
inline float LargestMagnitude(const float* x) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  // Magnitudes order as integers, infinities and NaNs above all others.
  auto largest = hn::Zero(di);
  for (size_t i = 0; i < kBlock; i += hn::Lanes(d)) {
    largest = hn::Max(largest, hn::BitCast(di, hn::Abs(hn::LoadU(d, x + i))));
  }
  const float magnitude = hn::GetLane(hn::BitCast(d, hn::MaxOfLanes(di, largest)));
  return magnitude <= std::numeric_limits<float>::max() ? magnitude
                                                        : std::numeric_limits<float>::quiet_NaN();
}

inline Block QuantizeBlock(const float* x, int8_t* codes) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  const hn::Rebind<int8_t, decltype(d)> d8;
  const float largest = LargestMagnitude(x);
  if (!(largest >= kSmallest)) {
    std::fill_n(codes, kBlock, int8_t{0});
    return {0, largest == largest ? 0.0f : largest};
  }
  const auto inverse = hn::Set(d, 127.0f / largest);
  auto sum = hn::Zero(di);
  for (size_t i = 0; i < kBlock; i += hn::Lanes(d)) {
    const auto code = hn::NearestInt(hn::Mul(hn::LoadU(d, x + i), inverse));
    sum = hn::Add(sum, code);
    hn::StoreU(hn::DemoteTo(d8, code), d8, codes + i);
  }
  return {hn::GetLane(hn::SumOfLanes(di, sum)), largest / 127.0f};
}

// One block's codes to their places between those of its neighbours.
inline void Interleave(const int8_t* codes, size_t block, int8_t* planes) {
  constexpr size_t kBlocks = PreparedInput::kPlaneBlocks;
  constexpr size_t kRun = 8;
  int8_t* out = planes + block / kBlocks * kBlocks * kBlock + block % kBlocks * kRun;
  for (size_t i = 0; i < kBlock; i += kRun, out += kBlocks * kRun)
    std::copy_n(codes + i, kRun, out);
}

void QuantizeInput(const float* x, size_t cols, const QuantizedToken& out) {
  const size_t used = cols / kBlock;
  for (size_t block = 0; block < PreparedInput::NumBlocks(cols); ++block) {
    int8_t* codes = out.codes + block * kBlock;
    Block result;
    if (block < used) {
      result = QuantizeBlock(x + block * kBlock, codes);
    } else {
      std::fill_n(codes, kBlock, int8_t{0});
    }
    out.scales[block] = result.scale;
    out.sums[block] = result.scale * static_cast<float>(result.sum);
    out.centres[block] = -128 * result.sum;
    Interleave(codes, block, out.planes);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ponder
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ponder {

HWY_EXPORT(QuantizeInput);

void QuantizeInput(const float* x, size_t cols, const QuantizedToken& out) {
  HWY_DYNAMIC_DISPATCH(QuantizeInput)(x, cols, out);
}

}  // namespace ponder
#endif  // HWY_ONCE
