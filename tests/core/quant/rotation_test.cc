#include "core/quant/rotation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/base/simd.h"
#include "core/quant/kernels/hadamard.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

using testing::GoldenTensors;

std::vector<float> RandomVector(size_t size, uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> x(size);
  for (float& value : x) value = normal(random);
  return x;
}

class RotationTest : public ::testing::TestWithParam<SimdTarget> {
 protected:
  void SetUp() override { UseSimdTarget(GetParam()); }
  void TearDown() override { UseSimdTarget(SupportedSimdTargets().back()); }
};

// rot.SIZE.{x, signs, y} with y = Had(signs * x), from turboquant-mlx.
TEST_P(RotationTest, MatchesUpstreamVectors) {
  const GoldenTensors golden("kv/rotations.safetensors");
  for (size_t size : {32, 96, 160, 176, 224, 672, 1856, 2688}) {
    const std::string name = "rot." + std::to_string(size);
    const std::vector<float> x = golden.Floats(name + ".x");
    const std::vector<float> want = golden.Floats(name + ".y");
    const Rotation rotation(golden.Floats(name + ".signs"));
    std::vector<float> y(size);
    rotation.Apply(x.data(), y.data());
    for (size_t i = 0; i < size; ++i) ASSERT_NEAR(y[i], want[i], 1e-5) << name;
    rotation.Undo(y.data());
    for (size_t i = 0; i < size; ++i) ASSERT_NEAR(y[i], x[i], 1e-5) << name;
  }
}

// hadamard.M: row i is the transform of unit vector i, not normalised.
TEST_P(RotationTest, MatchesUpstreamFactors) {
  const GoldenTensors golden("kv/rotations.safetensors");
  for (size_t m : {12, 20, 28}) {
    const std::vector<float> rows = golden.Floats("hadamard." + std::to_string(m));
    const double norm = std::sqrt(static_cast<double>(m));
    const double unit = std::fabs(rows[0]);
    for (size_t i = 0; i < m; ++i) {
      std::vector<float> e(m, 0.0f);
      e[i] = 1.0f;
      Hadamard(e.data(), m);
      for (size_t j = 0; j < m; ++j) ASSERT_NEAR(e[j] * norm, rows[i * m + j] / unit, 1e-5) << m;
    }
  }
}

TEST_P(RotationTest, TransposeIsInverse) {
  for (size_t size : {1, 2, 3, 5, 12, 20, 24, 28, 40, 56, 100, 112, 1120, 2688, 3712}) {
    const std::vector<float> x = RandomVector(size, 3);
    std::vector<float> y = x;
    Hadamard(y.data(), size);
    double before = 0.0;
    double after = 0.0;
    for (size_t i = 0; i < size; ++i) {
      before += x[i] * x[i];
      after += y[i] * y[i];
    }
    EXPECT_NEAR(after / before, 1.0, 1e-5) << size;
    HadamardTransposed(y.data(), size);
    for (size_t i = 0; i < size; ++i) ASSERT_NEAR(y[i], x[i], 1e-5) << size;
  }
}

TEST_P(RotationTest, AppliesInPlace) {
  const std::vector<float> x = RandomVector(96, 4);
  const Rotation rotation(std::vector<float>(96, -1.0f));
  std::vector<float> out(96);
  rotation.Apply(x.data(), out.data());
  std::vector<float> in_place = x;
  rotation.Apply(in_place.data(), in_place.data());
  EXPECT_EQ(in_place, out);
}

INSTANTIATE_TEST_SUITE_P(Targets, RotationTest, ::testing::ValuesIn(SupportedSimdTargets()),
                         [](const auto& target) { return std::string(Name(target.param)); });

TEST(Rotation, TakesTheLargestBlock) {
  const auto block = [](size_t size) {
    const HadamardShape shape = HadamardShapeOf(size);
    return std::pair(shape.factor, shape.power);
  };
  EXPECT_EQ(block(4096), std::pair(size_t{1}, size_t{4096}));
  EXPECT_EQ(block(2688), std::pair(size_t{28}, size_t{32}));
  EXPECT_EQ(block(1856), std::pair(size_t{1}, size_t{64}));
  EXPECT_EQ(block(3712), std::pair(size_t{1}, size_t{128}));
  EXPECT_EQ(block(96), std::pair(size_t{12}, size_t{8}));
  EXPECT_EQ(block(176), std::pair(size_t{1}, size_t{16}));
  EXPECT_EQ(block(1), std::pair(size_t{1}, size_t{1}));
}

}  // namespace
}  // namespace ponder
