#include "core/chat/events.h"

#include <gtest/gtest.h>

namespace ponder {
namespace {

TEST(MergeEvents, AdjacentTextOfOneSpanBecomesOne) {
  Event last = SpanEvent{.kind = SpanKind::kText, .text = "a", .num_tokens = 1, .begins = true};
  Event next = SpanEvent{
      .kind = SpanKind::kText, .text = "b", .num_tokens = 2, .seconds = 1, .closes = true};
  ASSERT_TRUE(MergeEvents(last, next));
  const auto& span = std::get<SpanEvent>(last);
  EXPECT_EQ(span.text, "ab");
  EXPECT_EQ(span.num_tokens, 3);
  EXPECT_EQ(span.seconds, 1);
  EXPECT_TRUE(span.begins);
  EXPECT_TRUE(span.closes);
}

TEST(MergeEvents, SpansStayApart) {
  Event closed = SpanEvent{.kind = SpanKind::kText, .text = "a", .closes = true};
  Event more = SpanEvent{.kind = SpanKind::kText, .text = "b"};
  EXPECT_FALSE(MergeEvents(closed, more));
  Event open = SpanEvent{.kind = SpanKind::kText, .text = "a"};
  Event fresh = SpanEvent{.kind = SpanKind::kText, .text = "b", .begins = true};
  EXPECT_FALSE(MergeEvents(open, fresh));
  Event thought = SpanEvent{.kind = SpanKind::kThink, .text = "b"};
  EXPECT_FALSE(MergeEvents(open, thought));
}

TEST(MergeEvents, ProgressOvertakesProgress) {
  Event last = PrefillProgress{0, 10, 100, 5};
  Event next = PrefillProgress{0, 20, 100, 6};
  ASSERT_TRUE(MergeEvents(last, next));
  EXPECT_EQ(std::get<PrefillProgress>(last).done, 20);
  Event loading = LoadProgress{1, 2};
  Event loaded = LoadProgress{2, 2};
  ASSERT_TRUE(MergeEvents(loading, loaded));
  EXPECT_EQ(std::get<LoadProgress>(loading).done_bytes, 2);
}

TEST(MergeEvents, OthersAreKeptApart) {
  Event last = TurnEnded{};
  Event next = TurnEnded{};
  EXPECT_FALSE(MergeEvents(last, next));
  Event span = SpanEvent{};
  EXPECT_FALSE(MergeEvents(span, next));
}

}  // namespace
}  // namespace ponder
