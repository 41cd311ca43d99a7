#include "core/sampling/stages/stages.h"

#include <gtest/gtest.h>

#include "core/sampling/registry.h"

namespace ponder {
namespace {

using Ids = std::vector<TokenId>;

const std::vector<float> kLogits = {2.0f, -2.0f, 1.0f, 0.0f, 4.0f};

Ids Left(Candidates& candidates) {
  Ids tokens;
  for (const TokenCandidate& candidate : candidates.all()) tokens.push_back(candidate.token);
  return tokens;
}

Candidates After(const Stage& stage, const SampleContext& context) {
  Candidates candidates(kLogits.size());
  candidates.Reset(kLogits);
  stage.apply(context, candidates);
  return candidates;
}

std::vector<float> LogitsAfter(const Stage& stage, const SampleContext& context) {
  Candidates candidates = After(stage, context);
  return {candidates.logits().begin(), candidates.logits().end()};
}

TEST(Stages, RunInTheOrderOfMlxLm) {
  std::vector<std::string_view> names;
  for (const Stage& stage : Stages()) names.push_back(stage.name);
  EXPECT_EQ(names, (std::vector<std::string_view>{"repetition penalty", "end mask", "top-p",
                                                  "min-p", "top-k", "temperature"}));
}

TEST(Stages, SwitchedOffTheyDoNothing) {
  const Settings off{.temp = 1};
  const Ids tokens = {0, 1, 2};
  const Ids ends = {4};
  for (const Stage& stage : Stages()) {
    const SampleContext context{.tokens = tokens, .end_tokens = ends, .settings = &off};
    EXPECT_EQ(LogitsAfter(stage, context), kLogits) << stage.name;
  }
}

TEST(RepetitionPenalty, DividesPositiveAndMultipliesNegativeLogitsOnce) {
  const Settings settings{.rep_penalty = 2, .rep_ctx = 4};
  const Ids tokens = {4, 0, 1, 3, 0};
  EXPECT_EQ(LogitsAfter(kRepetitionPenalty, {.tokens = tokens, .settings = &settings}),
            (std::vector<float>{1, -4, 1, 0, 4}));
}

TEST(RepetitionPenalty, AWindowOfNoneOrMoreThanThereIs) {
  Settings settings{.rep_penalty = 2, .rep_ctx = 0};
  const Ids tokens = {0};
  EXPECT_EQ(LogitsAfter(kRepetitionPenalty, {.tokens = tokens, .settings = &settings}), kLogits);
  settings.rep_ctx = 100;
  EXPECT_EQ(LogitsAfter(kRepetitionPenalty, {.tokens = tokens, .settings = &settings})[0], 1);
  EXPECT_EQ(LogitsAfter(kRepetitionPenalty, {.settings = &settings}), kLogits);
}

TEST(EndMask, EveryEndTokenBeforeMinTokens) {
  const Settings settings{.min_tokens = 3};
  const Ids ends = {4, 0};
  for (const size_t length : {0, 2, 3}) {
    Candidates candidates =
        After(kEndMask, {.reply_length = length, .end_tokens = ends, .settings = &settings});
    EXPECT_EQ(Left(candidates), length < 3 ? (Ids{1, 2, 3}) : (Ids{0, 1, 2, 3, 4})) << length;
  }
}

TEST(EndMask, NoEndInsideAThought) {
  const Settings settings;
  const Ids ends = {4};
  Candidates candidates =
      After(kEndMask,
            {.reply_length = 1000, .in_thought = true, .end_tokens = ends, .settings = &settings});
  EXPECT_EQ(Left(candidates), (Ids{0, 1, 2, 3}));
}

TEST(TopP, NoneLeavesTheLikeliest) {
  const Settings settings{.top_p = 0};
  Candidates candidates = After(kTopP, {.settings = &settings});
  EXPECT_EQ(Left(candidates), (Ids{4}));
}

TEST(Temperature, NoneTakesTheSmallestOfEquals) {
  const Settings settings{.temp = 0};
  const std::vector<float> logits = {1, 7, 7};
  Candidates candidates(logits.size());
  candidates.Reset(logits);
  kTemperature.apply({.settings = &settings}, candidates);
  EXPECT_EQ(Left(candidates), (Ids{1}));
}

}  // namespace
}  // namespace ponder
