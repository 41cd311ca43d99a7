#include "core/sampling/chain.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "core/sampling/rng.h"
#include "tests/support/count_allocations.h"

namespace ponder {
namespace {

std::vector<float> RandomLogits(size_t vocab, uint64_t seed) {
  std::vector<float> logits(vocab);
  for (size_t i = 0; i < vocab; ++i) {
    // Roughly normal, as logits are.
    double sum = -6;
    for (uint64_t j = 0; j < 12; ++j) sum += UniformAt(seed, 12 * i + j);
    logits[i] = static_cast<float>(3 * sum);
  }
  return logits;
}

const Settings kEverything{.temp = 0.8f,
                           .top_p = 0.95f,
                           .top_k = 40,
                           .min_p = 0.01f,
                           .rep_penalty = 1.1f,
                           .min_tokens = 5};

TEST(SamplingChain, TheSameSeedGivesTheSameTokens) {
  const std::vector<float> logits = RandomLogits(1000, 1);
  SamplingChain one(logits.size()), other(logits.size());
  const std::vector<TokenId> tokens = {1, 2, 3};
  std::vector<TokenId> drawn;
  for (size_t length = 0; length < 100; ++length) {
    const SampleContext context{.tokens = tokens, .reply_length = length, .settings = &kEverything};
    drawn.push_back(one.Sample(logits, context, 7));
    EXPECT_EQ(drawn.back(), other.Sample(logits, context, 7));
  }
  EXPECT_GT(std::set<TokenId>(drawn.begin(), drawn.end()).size(), 5);
}

TEST(SamplingChain, GreedyTakesTheLikeliest) {
  std::vector<float> logits = RandomLogits(1000, 2);
  logits[17] = 50;
  const Settings greedy{.temp = 0};
  SamplingChain chain(logits.size());
  EXPECT_EQ(chain.Sample(logits, {.settings = &greedy}, 1), 17);
  const std::vector<TokenId> ends = {17};
  EXPECT_NE(chain.Sample(logits, {.in_thought = true, .end_tokens = ends, .settings = &greedy}, 1),
            17);
}

// Counts follow the probabilities within five standard deviations.
TEST(SamplingChain, DrawsFollowTheDistribution) {
  const std::vector<float> logits = {0, 1, 2, -1};
  const Settings settings{.temp = 0.5f};
  SamplingChain chain(logits.size());
  constexpr size_t kDraws = 20'000;
  std::vector<size_t> counts(logits.size());
  for (size_t i = 0; i < kDraws; ++i) {
    ++counts[static_cast<size_t>(
        chain.Sample(logits, {.reply_length = i, .settings = &settings}, 3))];
  }
  double total = 0;
  for (const float logit : logits) total += std::exp(2 * logit);
  for (size_t token = 0; token < logits.size(); ++token) {
    const double probability = std::exp(2 * logits[token]) / total;
    const double deviation = std::sqrt(kDraws * probability * (1 - probability));
    EXPECT_NEAR(static_cast<double>(counts[token]), kDraws * probability, 5 * deviation);
  }
}

TEST(Draw, EndsOfTheRange) {
  const std::vector<float> logits = {0, 0, 0};
  Candidates candidates(logits.size());
  candidates.Reset(logits);
  EXPECT_EQ(Draw(candidates, 0), 0);
  EXPECT_EQ(Draw(candidates, 0.5), 1);
  EXPECT_EQ(Draw(candidates, std::nextafter(1.0, 0.0)), 2);
}

TEST(SamplingChain, AllocatesNothingPerToken) {
  const std::vector<float> logits = RandomLogits(5000, 4);
  const std::vector<TokenId> tokens = {1, 2, 3};
  SamplingChain chain(logits.size());
  const size_t before = testing::NumAllocations();
  for (size_t length = 0; length < 20; ++length) {
    chain.Sample(logits, {.tokens = tokens, .reply_length = length, .settings = &kEverything}, 5);
  }
  EXPECT_EQ(testing::NumAllocations(), before);
}

RC_GTEST_PROP(SamplingChainProperty, AnyLogitsGiveAToken, (std::vector<float> logits)) {
  RC_PRE(!logits.empty());
  const float strange[] = {std::numeric_limits<float>::quiet_NaN(),
                           std::numeric_limits<float>::infinity(),
                           -std::numeric_limits<float>::infinity(),
                           std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest()};
  for (float& logit : logits) {
    const auto kind = *rc::gen::inRange<size_t>(0, 10);
    if (kind < std::size(strange)) logit = strange[kind];
  }
  const Settings settings{.temp = static_cast<float>(*rc::gen::inRange(0, 40)) / 20,
                          .top_p = static_cast<float>(*rc::gen::inRange(0, 11)) / 10,
                          .top_k = *rc::gen::inRange(0, 5),
                          .min_p = static_cast<float>(*rc::gen::inRange(0, 11)) / 10,
                          .rep_penalty = 1.5f};
  const std::vector<TokenId> tokens = {0};
  SamplingChain chain(logits.size());
  const TokenId token = chain.Sample(logits, {.tokens = tokens, .settings = &settings},
                                     *rc::gen::arbitrary<uint64_t>());
  RC_ASSERT(token >= 0 && static_cast<size_t>(token) < logits.size());
}

}  // namespace
}  // namespace ponder
