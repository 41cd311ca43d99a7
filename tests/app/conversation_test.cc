#include "app/conversation.h"

#include <gtest/gtest.h>

#include "tests/support/scripted_backend.h"

namespace ponder::testing {
namespace {

class ConversationTest : public ::testing::Test {
 protected:
  ConversationTest()
      : backend_([](const Request&) { return Script(); }),
        conversation_(
            backend_, [] { return SteadyTime(); }, [] { return int64_t{7}; }) {}

  ScriptedBackend backend_;
  Conversation conversation_;
};

TEST_F(ConversationTest, OpensAModel) {
  conversation_.Open("folder");
  EXPECT_TRUE(conversation_.busy());
  EXPECT_EQ(conversation_.waiting()->what, Waiting::For::kModel);
  conversation_.Handle(LoadProgress{.done_bytes = 5, .total_bytes = 10});
  EXPECT_EQ(conversation_.waiting()->done, 5);
  EXPECT_TRUE(conversation_.Handle(ReadyModel()).model_opened);
  EXPECT_FALSE(conversation_.busy());
  EXPECT_FALSE(conversation_.waiting());
}

TEST_F(ConversationTest, ATurnFromQuestionToEnd) {
  conversation_.Say("q");
  EXPECT_TRUE(conversation_.running());
  conversation_.Handle(PrefillProgress{.reused = 0, .done = 3, .total = 9, .tokens_per_s = 2});
  EXPECT_EQ(conversation_.waiting()->total, 9);
  conversation_.Handle(SpanEvent{.kind = SpanKind::kText, .text = "a", .begins = true});
  EXPECT_FALSE(conversation_.waiting());
  EXPECT_TRUE(conversation_.Handle(TurnEnded{}).turn_ended);
  EXPECT_FALSE(conversation_.running());
  EXPECT_TRUE(conversation_.transcript().newest_reply()->report);
  EXPECT_EQ(conversation_.transcript().newest_reply()->unix_seconds, 7);
}

TEST_F(ConversationTest, LateEventsOfAnEndedTurnAreIgnored) {
  conversation_.Say("q");
  conversation_.Handle(SpanEvent{.kind = SpanKind::kText, .text = "a", .begins = true});
  EXPECT_TRUE(conversation_.Handle(TurnEnded{{.stop = StopReason::kContext}}).context_full);
  conversation_.Handle(SpanEvent{.kind = SpanKind::kText, .text = "late", .begins = true});
  EXPECT_FALSE(conversation_.Handle(TurnEnded{{.stop = StopReason::kContext}}).context_full);
  EXPECT_EQ(conversation_.transcript().newest_reply()->Text(SpanKind::kText), "a");
}

TEST_F(ConversationTest, AnUnansweredMessageComesBackOrStays) {
  conversation_.Say("q");
  conversation_.Stop(Conversation::Unanswered::kTakeBack);
  EXPECT_EQ(conversation_.Handle(TurnEnded{{.stop = StopReason::kInterrupt}}).taken_back, "q");
  EXPECT_TRUE(conversation_.transcript().empty());
  conversation_.Say("q");
  conversation_.Stop(Conversation::Unanswered::kKeep);
  EXPECT_EQ(conversation_.Handle(TurnEnded{{.stop = StopReason::kInterrupt}}).taken_back, "");
  EXPECT_EQ(conversation_.transcript().path().size(), 2);
}

TEST_F(ConversationTest, MarksAreNoAnswer) {
  conversation_.Say("q");
  conversation_.running_reply()->AddMark("temp 0.70 -> 0.30");
  conversation_.Stop(Conversation::Unanswered::kTakeBack);
  EXPECT_EQ(conversation_.Handle(TurnEnded{{.stop = StopReason::kInterrupt}}).taken_back, "q");
  EXPECT_TRUE(conversation_.transcript().empty());
  conversation_.Say("q");
  conversation_.running_reply()->AddMark("temp 0.30 -> 0.70");
  EXPECT_EQ(conversation_.Handle(TurnFailed{{ErrorCode::kLimit, "full", ""}}).taken_back, "q");
  EXPECT_TRUE(conversation_.transcript().empty());
}

TEST_F(ConversationTest, AnEmptyAnswerThatEndedByItselfStays) {
  conversation_.Say("q");
  EXPECT_EQ(conversation_.Handle(TurnEnded{}).taken_back, "");
  EXPECT_EQ(conversation_.transcript().path().size(), 2);
}

TEST_F(ConversationTest, TheQueueIsSentOneByOneOrTakenWhole) {
  conversation_.Queue("a");
  conversation_.Queue("b");
  conversation_.Queue("c");
  conversation_.SendNextInQueue();
  EXPECT_TRUE(conversation_.running());
  conversation_.SendNextInQueue();
  EXPECT_EQ(conversation_.queue().size(), 2);
  EXPECT_EQ(conversation_.TakeQueue(), "b\nc");
  EXPECT_TRUE(conversation_.queue().empty());
}

}  // namespace
}  // namespace ponder::testing
