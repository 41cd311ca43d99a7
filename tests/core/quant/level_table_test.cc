#include "core/quant/level_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/support/golden.h"

namespace ponder {
namespace {

double RootMeanSquareError(std::span<const float> levels) {
  const auto table = QuantizeLevels(levels);
  EXPECT_TRUE(table.has_value());
  double sum = 0.0;
  for (size_t i = 0; i < levels.size(); ++i) {
    const double error = levels[i] - double{table->step} * (table->values[i] - 128);
    sum += error * error;
  }
  return std::sqrt(sum / static_cast<double>(levels.size()));
}

TEST(LevelTable, KeepsTurboQuantCodebooks) {
  const testing::GoldenTensors golden("kv/rotations.safetensors");
  EXPECT_LT(RootMeanSquareError(golden.Floats("codebook.trit")), 1e-7);
  EXPECT_LT(RootMeanSquareError(golden.Floats("codebook.2")), 3e-4);
  EXPECT_LT(RootMeanSquareError(golden.Floats("codebook.3")), 1.5e-3);
  EXPECT_LT(RootMeanSquareError(golden.Floats("codebook.4")), 4e-3);
}

TEST(LevelTable, RepeatsWithTheNextPowerOfTwo) {
  const std::vector<float> levels = {-1.0f, 0.0f, 1.0f};
  const auto table = QuantizeLevels(levels);
  for (size_t i = 0; i < table->values.size(); ++i) {
    if (i % 4 == 3) continue;  // no such code
    EXPECT_EQ(table->values[i], table->values[i % 4]) << i;
  }
}

TEST(LevelTable, RefusesWhatIsNotFinite) {
  EXPECT_FALSE(QuantizeLevels(std::vector<float>{1.0f, std::nanf("")}).has_value());
  EXPECT_FALSE(
      QuantizeLevels(std::vector<float>{std::numeric_limits<float>::infinity()}).has_value());
}

TEST(LevelTable, TakesLevelsThatAreAllZero) {
  const auto table = QuantizeLevels(std::vector<float>{0.0f, 0.0f});
  ASSERT_TRUE(table.has_value());
  EXPECT_EQ(table->values[1], 128);
  EXPECT_EQ(table->step, 0.0f);
}

TEST(LevelTable, IdentityKeepsTheCode) {
  for (int bits : {2, 3, 4, 5, 6}) {
    const LevelTable& table = IdentityLevels(bits);
    EXPECT_EQ(table.step, 1.0f);
    for (size_t i = 0; i < table.values.size(); ++i) EXPECT_EQ(table.values[i], i % (1u << bits));
  }
}

}  // namespace
}  // namespace ponder
