#include "core/sampling/rng.h"

#include <gtest/gtest.h>

#include <set>

namespace ponder {
namespace {

// SplitMix64 from state 1234567, as published with java.util.SplittableRandom.
TEST(Rng, MixIsSplitMix64) {
  constexpr uint64_t kGamma = 0x9E3779B97F4A7C15u;
  EXPECT_EQ(MixBits(1234567 + kGamma), 6457827717110365317u);
  EXPECT_EQ(MixBits(1234567 + 2 * kGamma), 3203168211198807973u);
}

// A saved seed must give the same answer in every later version.
TEST(Rng, SequenceIsFixed) {
  EXPECT_EQ(UniformAt(0, 0), 0x1.c4415072f63b9p-1);
  EXPECT_EQ(UniformAt(42, 7), 0x1.392025051c930p-3);
}

TEST(Rng, UniformInMeanAndSpread) {
  double sum = 0, sum_of_squares = 0;
  constexpr int kCount = 100'000;
  for (int i = 0; i < kCount; ++i) {
    const double x = UniformAt(static_cast<uint64_t>(i % 10), static_cast<uint64_t>(i / 10));
    ASSERT_GE(x, 0);
    ASSERT_LT(x, 1);
    sum += x;
    sum_of_squares += x * x;
  }
  EXPECT_NEAR(sum / kCount, 0.5, 0.005);
  EXPECT_NEAR(sum_of_squares / kCount, 1.0 / 3, 0.005);
}

TEST(Rng, SeedsAndPositionsDiffer) {
  std::set<double> seen;
  for (uint64_t seed = 0; seed < 100; ++seed) {
    for (uint64_t position = 0; position < 100; ++position) seen.insert(UniformAt(seed, position));
  }
  EXPECT_EQ(seen.size(), 10'000);
}

}  // namespace
}  // namespace ponder
