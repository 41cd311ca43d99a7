#include "core/base/float16.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ponder {
namespace {

TEST(Float16, EveryHalfSurvivesTheRoundTrip) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    const float value = FloatFromF16(static_cast<uint16_t>(bits));
    if (std::isnan(value)) {
      EXPECT_TRUE(std::isnan(FloatFromF16(F16FromFloat(value))));
    } else {
      ASSERT_EQ(F16FromFloat(value), bits);
    }
  }
}

TEST(Float16, KnownHalves) {
  EXPECT_EQ(FloatFromF16(0x3C00), 1.0f);
  EXPECT_EQ(FloatFromF16(0xC000), -2.0f);
  EXPECT_EQ(FloatFromF16(0x7BFF), 65504.0f);
  EXPECT_EQ(FloatFromF16(0x0001), 0x1p-24f);
  EXPECT_EQ(FloatFromF16(0x7C00), INFINITY);
}

TEST(Float16, RoundsToNearestEven) {
  EXPECT_EQ(F16FromFloat(1.0f + 0x1p-11f), 0x3C00);      // tie, even below
  EXPECT_EQ(F16FromFloat(1.0f + 3 * 0x1p-11f), 0x3C02);  // tie, even above
  EXPECT_EQ(F16FromFloat(65519.0f), 0x7BFF);
  EXPECT_EQ(F16FromFloat(65520.0f), 0x7C00);
  EXPECT_EQ(F16FromFloat(0x1p-25f), 0x0000);  // tie with zero
  EXPECT_EQ(F16FromFloat(0x1.8p-25f), 0x0001);
}

TEST(BFloat16, RoundsToNearestEvenAndKeepsNan) {
  EXPECT_EQ(Bf16FromFloat(1.0f), 0x3F80);
  EXPECT_EQ(Bf16FromFloat(1.0f + 0x1p-8f), 0x3F80);
  EXPECT_EQ(Bf16FromFloat(1.0f + 3 * 0x1p-8f), 0x3F82);
  EXPECT_TRUE(std::isnan(FloatFromBf16(Bf16FromFloat(NAN))));
  EXPECT_EQ(FloatFromBf16(0xC000), -2.0f);
}

}  // namespace
}  // namespace ponder
