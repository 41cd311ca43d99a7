// exp(x) for x <= 0, the same on every machine (a library's exp is not), and simple enough for the
// compiler to vectorise: 2^f by its Taylor series for |f| <= 1/2, times a power of two.
// Relative error below 1e-6 for x > -20, below 1e-5 everywhere; 1e-38 below -87.
#pragma once

#include <bit>
#include <cstdint>

namespace ponder {

// Of a candidate, relative to the likeliest: 1 for the likeliest itself.
inline float SoftmaxWeight(float logit_minus_best) {
  constexpr float kLeast = -87.0f;
  constexpr float kLog2E = 1.44269504f;
  constexpr float kRound = 12582912.0f;  // 1.5 * 2^23: adding it rounds to a whole number
  const float x = logit_minus_best < kLeast ? kLeast : logit_minus_best;
  const float power = x * kLog2E;
  const float whole = (power + kRound) - kRound;
  const float f = power - whole;
  float sum = 1.535336188e-4f;  // ln(2)^k / k!, k = 6 ... 0
  sum = sum * f + 1.339887441e-3f;
  sum = sum * f + 9.618437357e-3f;
  sum = sum * f + 5.550332471e-2f;
  sum = sum * f + 2.402264791e-1f;
  sum = sum * f + 6.931472029e-1f;
  sum = sum * f + 1.0f;
  return sum * std::bit_cast<float>((static_cast<int32_t>(whole) + 127) << 23);
}

}  // namespace ponder
