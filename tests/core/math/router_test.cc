#include "core/math/router.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace ponder {
namespace {

struct Chosen {
  std::vector<uint32_t> experts;
  std::vector<float> weights;
};

Chosen Route(const RouterShape& shape, std::vector<float> logits, const std::vector<float>& bias) {
  std::vector<float> scratch(shape.num_experts + shape.n_group);
  Chosen chosen{std::vector<uint32_t>(shape.num_experts_per_tok),
                std::vector<float>(shape.num_experts_per_tok)};
  RouteToken(shape, logits, bias.data(), scratch, chosen.experts.data(), chosen.weights.data());
  return chosen;
}

float Sigmoid(float x) { return 1 / (1 + std::exp(-x)); }

TEST(Router, BiasSteersTheChoiceButNotTheWeight) {
  const RouterShape shape{4, 2, 1, 1, false, 2.0f};
  const Chosen chosen = Route(shape, {1, 2, 3, -4}, {0, 0, -10, 10});
  EXPECT_EQ(chosen.experts, (std::vector<uint32_t>{3, 1}));
  EXPECT_FLOAT_EQ(chosen.weights[0], 2 * Sigmoid(-4));
  EXPECT_FLOAT_EQ(chosen.weights[1], 2 * Sigmoid(2));
}

TEST(Router, NormalisesToTheScalingFactor) {
  const RouterShape shape{4, 3, 1, 1, true, 2.5f};
  const Chosen chosen = Route(shape, {0.1f, 0.2f, 0.3f, 0.4f}, {0, 0, 0, 0});
  EXPECT_EQ(chosen.experts, (std::vector<uint32_t>{3, 2, 1}));
  EXPECT_NEAR(chosen.weights[0] + chosen.weights[1] + chosen.weights[2], 2.5f, 1e-5f);
}

TEST(Router, ChoosesWithinTheBestGroups) {
  // Group sums of the two largest: {0, 1} loses although expert 0 is the best of all.
  const RouterShape shape{6, 2, 3, 2, false, 1.0f};
  const Chosen chosen = Route(shape, {5, -9, 2, 2, 3, 1}, {0, 0, 0, 0, 0, 0});
  EXPECT_EQ(chosen.experts, (std::vector<uint32_t>{4, 2}));
}

TEST(Router, EqualScoresGoToTheLowerIndex) {
  const RouterShape shape{4, 2, 2, 1, false, 1.0f};
  EXPECT_EQ(Route(shape, {1, 1, 1, 1}, {0, 0, 0, 0}).experts, (std::vector<uint32_t>{0, 1}));
}

}  // namespace
}  // namespace ponder
