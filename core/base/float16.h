// Conversions between f32 and the two 16-bit float types of checkpoints (IEEE half, bfloat16).
#pragma once

#include <bit>
#include <cstdint>

namespace ponder {

inline float FloatFromBf16(uint16_t bits) {
  return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16);
}

// Round to nearest even; NaN stays NaN.
uint16_t Bf16FromFloat(float value);
float FloatFromF16(uint16_t bits);
uint16_t F16FromFloat(float value);

}  // namespace ponder
