#include "core/engine/timeline.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/base/check.h"
#include "tests/support/count_allocations.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

using Kind = SyncReport::Kind;

class TimelineTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto folder = OpenFolder(testing::GoldenPath("base/pico"));
    CHECK(folder.has_value());
    files_ = LoadModelFiles(**folder, {.context = 256}).value();
  }

  static Timeline MakeTimeline(size_t num_threads = 2, size_t chunk = 16) {
    return Timeline(files_, {Numerics::kFast, KvKind::kF16, num_threads, chunk});
  }
  static std::vector<TokenId> Tokens(size_t count, uint32_t seed) {
    std::vector<TokenId> tokens(count);
    for (TokenId& token : tokens) {
      seed = seed * 1664525 + 1013904223;
      token = static_cast<TokenId>(seed % files_->model.config.vocab_size);
    }
    return tokens;
  }
  static std::vector<float> LogitsOf(const std::vector<TokenId>& tokens) {
    Timeline timeline = MakeTimeline();
    CHECK(timeline.Sync(tokens).has_value());
    return {timeline.logits().begin(), timeline.logits().end()};
  }
  static std::vector<float> Logits(const Timeline& timeline) {
    return {timeline.logits().begin(), timeline.logits().end()};
  }

  static inline std::shared_ptr<const ModelFiles> files_;
};

TEST_F(TimelineTest, SaysWhatItDid) {
  Timeline timeline = MakeTimeline();
  const auto a = Tokens(40, 1);
  EXPECT_EQ(timeline.Sync(std::span(a).first(20))->kind, Kind::kRebuilt);
  timeline.Checkpoint();
  const auto extended = timeline.Sync(a);
  EXPECT_EQ(extended->kind, Kind::kExtended);
  EXPECT_EQ(extended->reused_tokens, 20u);
  EXPECT_EQ(extended->read_tokens, 20u);
  EXPECT_EQ(timeline.Sync(a)->kind, Kind::kReused);
  auto b = a;
  b[30] ^= 1;
  const auto restored = timeline.Sync(b);
  EXPECT_EQ(restored->kind, Kind::kRestored);
  EXPECT_EQ(restored->reused_tokens, 20u);
  b[3] ^= 1;
  const auto rebuilt = timeline.Sync(b);
  EXPECT_EQ(rebuilt->kind, Kind::kRebuilt);
  EXPECT_EQ(rebuilt->reused_tokens, 0u);
}

// The invariant that everything rests on, bit for bit.
TEST_F(TimelineTest, AnyHistoryOfSyncsEqualsAFreshOne) {
  rc::check([] {
    Timeline timeline =
        MakeTimeline(*rc::gen::inRange<size_t>(1, 4), *rc::gen::inRange<size_t>(1, 40));
    const auto base = Tokens(60, 7);
    const auto num_syncs = *rc::gen::inRange(1, 6);
    std::vector<TokenId> prefix;
    for (int i = 0; i < num_syncs; ++i) {
      const auto shared = *rc::gen::inRange<size_t>(0, base.size());
      prefix.assign(base.begin(), base.begin() + static_cast<ptrdiff_t>(shared));
      const auto tail = Tokens(*rc::gen::inRange<size_t>(1, 20), *rc::gen::arbitrary<uint32_t>());
      prefix.insert(prefix.end(), tail.begin(), tail.end());
      RC_ASSERT(timeline.Sync(prefix).has_value());
      if (*rc::gen::arbitrary<bool>()) timeline.Checkpoint();
      RC_ASSERT(Logits(timeline) == LogitsOf(prefix));
    }
  });
}

TEST_F(TimelineTest, StepEqualsSync) {
  const auto tokens = Tokens(30, 3);
  Timeline timeline = MakeTimeline();
  ASSERT_TRUE(timeline.Sync(std::span(tokens).first(5)).has_value());
  for (TokenId token : std::span(tokens).subspan(5)) ASSERT_TRUE(timeline.Step(token).has_value());
  EXPECT_EQ(Logits(timeline), LogitsOf(tokens));
}

TEST_F(TimelineTest, EvaluateGivesTheLastPositions) {
  const auto tokens = Tokens(50, 5);
  const size_t vocab_size = files_->model.config.vocab_size;
  Timeline timeline = MakeTimeline();
  const auto logits = timeline.Evaluate(tokens, 20);
  ASSERT_TRUE(logits.has_value());
  ASSERT_EQ(logits->size(), 20 * vocab_size);
  for (size_t n : {31, 40, 50}) {
    const std::vector<TokenId> prefix(tokens.begin(), tokens.begin() + static_cast<ptrdiff_t>(n));
    const std::vector<float> expected = LogitsOf(prefix);
    const auto position = logits->begin() + static_cast<ptrdiff_t>((n - 31) * vocab_size);
    EXPECT_TRUE(std::equal(expected.begin(), expected.end(), position)) << n;
  }
}

TEST_F(TimelineTest, AStoppedSyncKeepsWhatStands) {
  const auto tokens = Tokens(200, 9);
  Timeline timeline = MakeTimeline(2, 16);
  std::stop_source stop;
  const auto stopped = timeline.Sync(tokens, {stop.get_token(), [&](size_t done, size_t) {
                                                if (done >= 64) stop.request_stop();
                                              }});
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(timeline.tokens().size(), 64u);
  const auto report = timeline.Sync(tokens);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->reused_tokens, 64u);
  EXPECT_EQ(Logits(timeline), LogitsOf(tokens));
}

TEST_F(TimelineTest, RefusesWhatItCannotHold) {
  Timeline timeline = MakeTimeline();
  EXPECT_EQ(timeline.Sync({}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(timeline.Sync(Tokens(257, 1)).error().code, ErrorCode::kLimit);
  const TokenId outside = static_cast<TokenId>(files_->model.config.vocab_size);
  EXPECT_EQ(timeline.Sync(std::vector{outside}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(timeline.Sync(std::vector{TokenId{-1}}).error().code, ErrorCode::kUsage);
  ASSERT_TRUE(timeline.Sync(Tokens(256, 1)).has_value());
  EXPECT_EQ(timeline.Step(1).error().code, ErrorCode::kLimit);
}

TEST_F(TimelineTest, KeepsAFewCheckpoints) {
  Timeline timeline = MakeTimeline();
  const auto tokens = Tokens(200, 2);
  uint64_t most = 0;
  for (size_t n = 10; n <= 200; n += 10) {
    ASSERT_TRUE(timeline.Sync(std::span(tokens).first(n)).has_value());
    timeline.Checkpoint();
    most = std::max(most, timeline.memory().checkpoint_bytes);
  }
  EXPECT_EQ(timeline.memory().checkpoint_bytes, most);
  EXPECT_EQ(timeline.Sync(std::span(tokens).first(195))->reused_tokens, 190u);
}

TEST_F(TimelineTest, DecodingAllocatesNothing) {
  for (Numerics numerics : {Numerics::kFast, Numerics::kExact}) {
    Timeline timeline(files_, {numerics, KvKind::kF16, 2, 16});
    ASSERT_TRUE(timeline.Sync(Tokens(20, 4)).has_value());
    ASSERT_TRUE(timeline.Step(1).has_value());
    const size_t before = testing::NumAllocations();
    for (TokenId token = 2; token < 30; ++token) ASSERT_TRUE(timeline.Step(token).has_value());
    EXPECT_EQ(testing::NumAllocations() - before, 0u);
  }
}

}  // namespace
}  // namespace ponder
