#include "core/chat/transcript.h"

#include <gtest/gtest.h>

namespace ponder {
namespace {

void Say(Transcript& transcript, SpanKind kind, std::string text) {
  transcript.Apply({.kind = kind, .text = std::move(text), .num_tokens = 1, .begins = true});
  transcript.Apply({.kind = kind, .closes = true});
}

// A question answered after a thought.
Transcript OneTurn() {
  Transcript transcript;
  transcript.SetSystemPrompt("Be brief.");
  transcript.AddUser("2+2?", 10);
  transcript.BeginReply(11);
  Say(transcript, SpanKind::kThink, "two\nand two");
  Say(transcript, SpanKind::kText, "4");
  transcript.EndReply({.completion_tokens = 2});
  return transcript;
}

TEST(Transcript, ARequestIsThePathAfterTheSystemPrompt) {
  Transcript transcript = OneTurn();
  transcript.AddUser("and 3?", 12);
  const TurnRequest request = transcript.ToRequest();
  ASSERT_EQ(request.messages.size(), 4);
  EXPECT_EQ(request.messages[0].speaker, Speaker::kSystem);
  EXPECT_EQ(request.messages[0].text, "Be brief.");
  EXPECT_EQ(request.messages[2].speaker, Speaker::kAssistant);
  EXPECT_EQ(request.messages[2].text, "4");
  EXPECT_EQ(request.messages[2].thought, "two\nand two");
  EXPECT_EQ(request.messages[3].text, "and 3?");
}

TEST(Transcript, ARequestLeavesOutRepliesThatSayNothing) {
  Transcript transcript;
  transcript.AddUser("stopped while it was read", 0);
  transcript.BeginReply(0);
  transcript.AddMark("temp 0.30 -> 0.90");
  transcript.EndReply({.stop = StopReason::kInterrupt});
  transcript.AddUser("stopped while it thought", 0);
  transcript.BeginReply(0);
  Say(transcript, SpanKind::kThink, "hm");
  transcript.AddUser("now", 0);
  const TurnRequest request = transcript.ToRequest();
  ASSERT_EQ(request.messages.size(), 4);
  EXPECT_EQ(request.messages[1].text, "stopped while it thought");
  EXPECT_EQ(request.messages[2].thought, "hm");
  EXPECT_EQ(request.messages[3].text, "now");
}

TEST(Transcript, ToolCallsGoBackToTheModelInTheirMarks) {
  Transcript transcript;
  transcript.AddUser("call", 0);
  transcript.BeginReply(0);
  Say(transcript, SpanKind::kTool, "f()");
  EXPECT_EQ(transcript.ToRequest().messages[1].text, "<tool_call>\nf()\n</tool_call>");
}

TEST(Transcript, TextGrowsInTheOpenSpan) {
  Transcript transcript;
  transcript.AddUser("hi", 0);
  transcript.BeginReply(0);
  transcript.Apply({.kind = SpanKind::kText, .text = "a", .num_tokens = 1, .begins = true});
  transcript.Apply({.kind = SpanKind::kText, .text = "b", .num_tokens = 1, .seconds = 2});
  const Message& reply = *transcript.newest_reply();
  ASSERT_EQ(reply.spans.size(), 1);
  EXPECT_EQ(reply.spans[0].text, "ab");
  EXPECT_EQ(reply.spans[0].num_tokens, 2);
  EXPECT_EQ(reply.spans[0].seconds, 2);
  EXPECT_TRUE(reply.spans[0].open);
  EXPECT_FALSE(reply.report);
  transcript.EndReply({});
  EXPECT_FALSE(reply.spans[0].open);
  EXPECT_TRUE(reply.report);
}

TEST(Transcript, AMarkCutsTheOpenSpan) {
  Transcript transcript;
  transcript.AddUser("hi", 0);
  transcript.BeginReply(0);
  transcript.Apply({.kind = SpanKind::kText, .text = "cold", .begins = true});
  transcript.AddMark("temp 0.30 -> 0.90");
  transcript.Apply({.kind = SpanKind::kText, .text = " hot"});
  const Message& reply = *transcript.newest_reply();
  ASSERT_EQ(reply.spans.size(), 3);
  EXPECT_FALSE(reply.spans[0].open);
  EXPECT_EQ(reply.spans[1].kind, SpanKind::kMark);
  EXPECT_TRUE(reply.spans[2].open);
  EXPECT_EQ(reply.Text(SpanKind::kText), "cold hot");
  EXPECT_EQ(transcript.ToRequest().messages[1].text, "cold hot");
}

TEST(Transcript, AMarkCanBeRevised) {
  Transcript transcript;
  transcript.AddUser("hi", 0);
  transcript.BeginReply(0);
  transcript.Apply({.kind = SpanKind::kText, .text = "a", .begins = true});
  const size_t mark = transcript.AddMark("temp 0.70 -> 0.65");
  transcript.Apply({.kind = SpanKind::kText, .text = "b"});
  const uint64_t revision = transcript.newest_reply()->revision;
  transcript.ReviseMark(mark, "temp 0.70 -> 0.60");
  EXPECT_EQ(transcript.newest_reply()->spans[mark].text, "temp 0.70 -> 0.60");
  EXPECT_GT(transcript.newest_reply()->revision, revision);
  transcript.ReviseMark(mark, "");
  EXPECT_EQ(transcript.ToMarkdown().find("**"), std::string::npos);
}

TEST(Transcript, ASpanThatEndsRightAfterAMarkStaysWhole) {
  Transcript transcript;
  transcript.AddUser("hi", 0);
  transcript.BeginReply(0);
  transcript.Apply({.kind = SpanKind::kThink, .text = "hm", .num_tokens = 1, .begins = true});
  transcript.AddMark("think off");
  transcript.Apply({.kind = SpanKind::kThink, .num_tokens = 1, .closes = true});
  const Message& reply = *transcript.newest_reply();
  ASSERT_EQ(reply.spans.size(), 2);
  EXPECT_EQ(reply.spans[0].num_tokens, 2);
}

TEST(Transcript, ARetryIsASibling) {
  Transcript transcript = OneTurn();
  const MessageId first = transcript.newest_reply()->id;
  ASSERT_TRUE(transcript.Retry());
  EXPECT_EQ(transcript.newest_reply(), nullptr);
  const MessageId second = transcript.BeginReply(20);
  EXPECT_NE(first, second);
  EXPECT_EQ(transcript.message(first).parent, transcript.message(second).parent);
  EXPECT_EQ(transcript.message(first).Text(SpanKind::kText), "4");
  EXPECT_EQ(transcript.path().back(), second);
}

TEST(Transcript, TakingBackTheQuestion) {
  Transcript transcript = OneTurn();
  EXPECT_EQ(transcript.TakeBackUser(), "2+2?");
  EXPECT_TRUE(transcript.empty());
  EXPECT_EQ(transcript.TakeBackUser(), "");
  EXPECT_FALSE(transcript.Retry());
}

TEST(Transcript, ClearKeepsTheSystemPromptAndNeverReusesIds) {
  Transcript transcript = OneTurn();
  transcript.Clear();
  EXPECT_TRUE(transcript.empty());
  EXPECT_EQ(transcript.system_prompt(), "Be brief.");
  EXPECT_EQ(transcript.AddUser("new", 0), 3);
  EXPECT_EQ(transcript.message(3).parent, kNoMessage);
}

TEST(Transcript, EveryChangeShowsInTheRevisions) {
  Transcript transcript = OneTurn();
  const uint64_t before = transcript.revision();
  const uint64_t reply_before = transcript.newest_reply()->revision;
  transcript.AddMark("x");
  EXPECT_GT(transcript.revision(), before);
  EXPECT_GT(transcript.newest_reply()->revision, reply_before);
  const uint64_t marked = transcript.revision();
  transcript.SetSystemPrompt("");
  EXPECT_GT(transcript.revision(), marked);
}

TEST(Transcript, AsMarkdown) {
  Transcript transcript = OneTurn();
  transcript.AddMark("temp 0.70 -> 0.30");
  EXPECT_EQ(transcript.ToMarkdown(),
            "## System\n\nBe brief.\n\n## You\n\n2+2?\n\n## Model\n\n> two\n> and two\n\n4\n\n"
            "*temp 0.70 -> 0.30*\n");
  EXPECT_EQ(Transcript().ToMarkdown(), "");
}

TEST(TranscriptDeathTest, TextNeedsAReply) {
  Transcript transcript;
  EXPECT_DEATH(transcript.Apply({.kind = SpanKind::kText, .text = "x"}), "newest_reply");
}

TEST(TurnReport, RatesAreOfWhatWasRead) {
  const TurnReport report{.prompt_tokens = 100,
                          .reused_tokens = 60,
                          .completion_tokens = 30,
                          .prefill_seconds = 2,
                          .decode_seconds = 3};
  EXPECT_DOUBLE_EQ(report.prefill_tokens_per_s(), 20);
  EXPECT_DOUBLE_EQ(report.decode_tokens_per_s(), 10);
  EXPECT_EQ(TurnReport{}.decode_tokens_per_s(), 0);
  EXPECT_EQ(Name(StopReason::kBudget), "budget");
  EXPECT_EQ(Name(StopReason::kContext), "context");
}

}  // namespace
}  // namespace ponder
