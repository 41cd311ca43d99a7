#include "core/sampling/candidates.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/sampling/softmax_weight.h"

namespace ponder {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::vector<TokenId> Tokens(std::span<const TokenCandidate> candidates) {
  std::vector<TokenId> tokens;
  for (const TokenCandidate& candidate : candidates) tokens.push_back(candidate.token);
  return tokens;
}

using Ids = std::vector<TokenId>;

TEST(Candidates, LikeliestInOrderAndSmallerIdsFirst) {
  const std::vector<float> logits = {1, 3, 2, 3, 0};
  Candidates candidates(logits.size());
  candidates.Reset(logits);
  EXPECT_EQ(Tokens(candidates.all()), (Ids{0, 1, 2, 3, 4}));
  EXPECT_EQ(Tokens(candidates.Likeliest(3)), (Ids{1, 3, 2}));
  EXPECT_EQ(Tokens(candidates.Likeliest(2)), (Ids{1, 3}));
  EXPECT_EQ(Tokens(candidates.all()), (Ids{1, 3, 2, 0, 4}));
  candidates.KeepLikeliest(2);
  EXPECT_EQ(Tokens(candidates.all()), (Ids{1, 3}));
  candidates.Reset(logits);
  EXPECT_EQ(candidates.size(), 5);
}

TEST(Candidates, KeepAtLeastKeepsTies) {
  const std::vector<float> logits = {1, 3, 2, 2, 0};
  Candidates candidates(logits.size());
  candidates.Reset(logits);
  candidates.KeepAtLeast(2);
  EXPECT_EQ(Tokens(candidates.all()), (Ids{1, 2, 3}));
  candidates.KeepAtLeast(100);
  EXPECT_EQ(Tokens(candidates.all()), (Ids{1}));
}

TEST(Candidates, WhatIsNoNumberIsNoCandidate) {
  const std::vector<float> logits = {kNan, -kInfinity, 1, kInfinity};
  Candidates candidates(logits.size());
  candidates.Reset(logits);
  EXPECT_EQ(Tokens(candidates.all()), (Ids{2}));
}

TEST(Candidates, NeverEmpty) {
  const std::vector<float> logits = {kNan, kNan};
  Candidates candidates(logits.size());
  candidates.Reset(logits);
  EXPECT_EQ(Tokens(candidates.Likeliest(5)), (Ids{0}));
  candidates.KeepLikeliest(0);
  EXPECT_EQ(candidates.size(), 1);
}

TEST(Candidates, ScaleKeepsTheBest) {
  const std::vector<float> logits = {1, 3};
  Candidates candidates(logits.size());
  candidates.Reset(logits);
  candidates.Scale(2);
  EXPECT_EQ(candidates.best_logit(), 6);
  EXPECT_EQ(candidates.all()[0].logit, 2);
}

TEST(CandidatesDeathTest, LogitsAreGoneAfterTheFirstSelection) {
  const std::vector<float> logits = {1, 3};
  Candidates candidates(logits.size());
  candidates.Reset(logits);
  candidates.KeepLikeliest(1);
  EXPECT_DEATH(candidates.logits(), "gathered");
}

TEST(SoftmaxWeight, IsTheExponentialFunction) {
  EXPECT_EQ(SoftmaxWeight(0), 1);
  for (float x = 0; x > -86; x -= 0.01f) {
    const double exact = std::exp(static_cast<double>(x));
    EXPECT_NEAR(SoftmaxWeight(x) / exact, 1, x > -20 ? 1e-6 : 1e-5) << x;
  }
  EXPECT_LT(SoftmaxWeight(-std::numeric_limits<float>::max()), 1e-37f);
}

RC_GTEST_PROP(CandidatesProperty, LazySortingIsSorting, (const std::vector<int8_t>& values)) {
  RC_PRE(!values.empty());
  const std::vector<float> logits(values.begin(), values.end());
  std::vector<TokenId> expected(logits.size());
  for (size_t i = 0; i < expected.size(); ++i) expected[i] = static_cast<TokenId>(i);
  std::ranges::stable_sort(expected, [&](TokenId a, TokenId b) {
    return logits[static_cast<size_t>(a)] > logits[static_cast<size_t>(b)];
  });
  Candidates candidates(logits.size());
  candidates.Reset(logits);
  for (const auto count :
       *rc::gen::container<std::vector<size_t>>(rc::gen::inRange<size_t>(1, 9))) {
    const Ids found = Tokens(candidates.Likeliest(count));
    RC_ASSERT(std::equal(found.begin(), found.end(), expected.begin()));
    RC_ASSERT(found.size() == std::min(count, logits.size()));
  }
  // Narrowing keeps what is sorted sorted.
  const float threshold = *rc::gen::elementOf(logits);
  candidates.KeepAtLeast(threshold);
  const auto kept = static_cast<size_t>(
      std::ranges::count_if(logits, [&](float logit) { return logit >= threshold; }));
  expected.resize(kept);
  RC_ASSERT(Tokens(candidates.Likeliest(kept + 1)) == expected);
}

}  // namespace
}  // namespace ponder
