// Turns that fail, and a context that is full.
#include <gtest/gtest.h>

#include "tests/app/chat_fixture.h"

namespace ponder::testing {
namespace {

class FailingTurns : public ChatTest {
 protected:
  Script Reply(const Request& request) override {
    ScriptWriter write;
    if (LastMessage(request) == "late") write.Answer("so far");
    return write.Add(TurnFailed{{ErrorCode::kModel, "no finite number", "turn"}}).Unfinished();
  }
};

TEST_F(FailingTurns, GiveTheMessageBack) {
  Start();
  Type("hello\r");
  Pass(100);
  EXPECT_TRUE(Shows("error: turn: no finite number"));
  EXPECT_TRUE(Shows("\u276F hello"));
  EXPECT_TRUE(app_->conversation().transcript().empty());
}

TEST_F(FailingTurns, GiveTheQueueBackBehindTheMessage) {
  Start();
  Type("one\r");
  Type("two\r");
  Pass(500);
  EXPECT_EQ(backend_.requests().size(), 2);
  EXPECT_TRUE(Shows("\u276F one\n  two"));
}

TEST_F(FailingTurns, KeepWhatWasSaid) {
  Start();
  Type("late\r");
  Pass(500);
  EXPECT_TRUE(Shows("so far"));
  EXPECT_TRUE(Shows("\u25AA turn: no finite number"));
}

class FullContext : public ChatTest {
 protected:
  Script Reply(const Request& request) override {
    if (LastMessage(request) == "more") {
      return ScriptWriter().Add(TurnFailed{{ErrorCode::kLimit, "no room", ""}}).Unfinished();
    }
    return ScriptWriter().Answer("so far").End(StopReason::kContext);
  }
};

TEST_F(FullContext, SaysWhatToDo) {
  Start();
  Type("hello\r");
  Pass(500);
  EXPECT_TRUE(Shows("so far"));
  EXPECT_TRUE(Shows("the context is full, so the answer is not complete"));
  EXPECT_TRUE(Shows("/clear"));
  Type("more\r");
  Pass(500);
  EXPECT_TRUE(Shows("error: no room"));
  EXPECT_FALSE(Shows("\u276F more"));
  Type("/clear\r");
  EXPECT_TRUE(app_->conversation().transcript().empty());
  Type("\x19");  // Ctrl+Y
  EXPECT_TRUE(Shows("\u276F more"));
}

TEST_F(FullContext, KeepsQueueAndDraftToo) {
  Start();
  Type("hello\r");
  Type("more\r");
  Type("two\r");
  Type("draft");
  Pass(500);
  EXPECT_TRUE(Shows("error: no room"));
  EXPECT_FALSE(Shows("draft"));
  Type("\x19");
  EXPECT_TRUE(Shows("\u276F more\n  two\n  draft"));
}

TEST_F(FullContext, AMessageThatNeverFitsStaysInTheLine) {
  Start();
  Type("more\r");
  Pass(500);
  EXPECT_TRUE(Shows("error: no room"));
  EXPECT_FALSE(Shows("/clear"));
  EXPECT_TRUE(Shows("\u276F more"));
}

}  // namespace
}  // namespace ponder::testing
