#include "app/chat_app.h"

#include <gtest/gtest.h>

#include "tests/app/chat_fixture.h"

namespace ponder::testing {
namespace {

using ChatAppTest = ChatTest;

TEST_F(ChatAppTest, AMessageIsAnswered) {
  Start();
  EXPECT_TRUE(Shows("model  TurboQuant 3/2 bit"));
  Type("hello\r");
  EXPECT_TRUE(Shows("hello"));
  Pass(1000);
  EXPECT_TRUE(Shows("You said: hello"));
  EXPECT_TRUE(Shows("end"));
}

TEST_F(ChatAppTest, BlankLinesAreNotSent) {
  Start();
  Type("   \r");
  EXPECT_EQ(backend_.requests().size(), 1);
}

TEST_F(ChatAppTest, AFirstModelThatFailsEndsTheChat) {
  Start({.model_path = "damaged"});
  EXPECT_EQ(app_->exit_code(), 4);
  EXPECT_EQ(Describe(*app_->final_error()), "damaged: is damaged");
}

TEST_F(ChatAppTest, ALaterModelThatFailsIsOnlyTold) {
  Start();
  Type("/model damaged\r");
  Pass(100);
  EXPECT_FALSE(app_->exit_code());
  EXPECT_TRUE(Shows("error: damaged: is damaged"));
  EXPECT_TRUE(Shows("model  TurboQuant"));
}

TEST_F(ChatAppTest, WhatIsTypedWhileTheModelOpensIsSentThen) {
  Start();
  Type("/model other\r");
  Type("hello\r");
  EXPECT_TRUE(Shows("queued: hello"));
  Pass(2000);
  EXPECT_TRUE(Shows("You said: hello"));
}

TEST_F(ChatAppTest, EscOrCtrlCStopsTheOpeningAndTheOldModelStays) {
  Start();
  for (const std::string key : {"\033", "\x03"}) {
    Type("/model other\r");
    EXPECT_TRUE(Shows("Esc keep the open model"));
    Type(key);
    Pass(10);
    EXPECT_FALSE(app_->conversation().opening());
    EXPECT_TRUE(Shows("stopped; model stays open"));
    EXPECT_TRUE(Shows("model  TurboQuant"));
  }
  Type("hello\r");
  Pass(1000);
  EXPECT_TRUE(Shows("You said: hello"));
}

TEST_F(ChatAppTest, EscDoesNoHarmWhileTheFirstModelOpens) {
  opening_ms_ = 500;
  Start();
  Type("\033");
  Pass(1000);
  EXPECT_FALSE(app_->exit_code());
  EXPECT_TRUE(Shows("model  TurboQuant"));
}

TEST_F(ChatAppTest, WhatWaitedForAModelThatFailsGoesToTheOldOne) {
  Start();
  Type("/model damaged\r");
  Type("one\r");
  Type("two\r");
  Pass(5000);
  EXPECT_TRUE(Shows("You said: one"));
  EXPECT_TRUE(Shows("You said: two"));
  EXPECT_TRUE(app_->conversation().queue().empty());
}

TEST_F(ChatAppTest, QueuedMessagesAreSentInOrder) {
  Start();
  Type("one\r");
  Type("two\r");
  Type("three\r");
  EXPECT_TRUE(Shows("queued (1 more): two"));
  Pass(5000);
  EXPECT_TRUE(Shows("You said: three"));
  EXPECT_EQ(backend_.requests().size(), 4);
}

TEST_F(ChatAppTest, EscTakesTheQueueBackBeforeItStops) {
  Start();
  Type("one\r");
  Pass(150);
  Type("two\r");
  Type("\033");
  EXPECT_TRUE(Shows("\u276F two"));
  EXPECT_TRUE(app_->conversation().running());
  Type("\033");
  Pass(10);
  EXPECT_FALSE(app_->conversation().running());
  EXPECT_TRUE(Shows("interrupt"));
}

TEST_F(ChatAppTest, CtrlCWhileRunningStopsAndKeepsTheQueueUnsent) {
  Start();
  Type("one\r");
  Pass(150);
  Type("two\r");
  Type("\x03");
  Pass(100);
  EXPECT_FALSE(app_->conversation().running());
  EXPECT_TRUE(Shows("\u276F two"));
}

TEST_F(ChatAppTest, StoppedBeforeTheFirstTokenTheMessageComesBack) {
  Start();
  Type("one\r");
  Pass(50);
  Type("more");
  Type("\033");
  Pass(10);
  EXPECT_TRUE(app_->conversation().transcript().empty());
  EXPECT_TRUE(Shows("\u276F one\n  more"));
}

TEST_F(ChatAppTest, CtrlCClearsTheLineThenAsksThenLeaves) {
  Start();
  Type("draft");
  Type("\x03");
  EXPECT_FALSE(Shows("draft"));
  Type("\x19");  // Ctrl+Y
  EXPECT_TRUE(Shows("\u276F draft"));
  Type("\x03");
  Type("\x03");
  EXPECT_TRUE(Shows("press Ctrl+C again to leave"));
  EXPECT_FALSE(app_->exit_code());
  Type("\x03");
  EXPECT_EQ(app_->exit_code(), 0);
}

TEST_F(ChatAppTest, TheQuestionWhetherToLeaveExpires) {
  Start();
  Type("\x03");
  Pass(2100);
  EXPECT_FALSE(Shows("press Ctrl+C again"));
  Type("\x03");
  EXPECT_FALSE(app_->exit_code());
  EXPECT_TRUE(Shows("press Ctrl+C again"));
  Type("a");
  Type("\x7f\x03");
  EXPECT_FALSE(app_->exit_code());
}

TEST_F(ChatAppTest, CtrlDLeavesOnAnEmptyLineOnly) {
  Start();
  Type("ab\x01\x04");
  EXPECT_FALSE(app_->exit_code());
  EXPECT_TRUE(Shows("\u276F b"));
  Type("\x03\x04");
  EXPECT_EQ(app_->exit_code(), 0);
}

TEST_F(ChatAppTest, ThePanelChangesSettingsLive) {
  Start();
  Type("hello\r");
  Pass(200);
  Type("\033OQ");
  EXPECT_TRUE(Shows("sampler"));
  EXPECT_TRUE(Shows("live"));
  Type("\033[D\033[D");
  EXPECT_FLOAT_EQ(settings().temp, 0.6f);
  EXPECT_TRUE(Shows("\u25AA temp 0.70 \u2192 0.60"));
  Type("u");
  EXPECT_FLOAT_EQ(settings().temp, 0.65f);
  Type("\033[B\033[B\033[C");
  EXPECT_EQ(settings().top_k, 5);
  Type("r");
  EXPECT_EQ(settings().top_k, 0);
  Type("uuuuuuuu");
  EXPECT_TRUE(Shows("nothing to undo"));
  Type("\033OQ");
  EXPECT_FALSE(Shows("sampler \u2500"));
}

TEST_F(ChatAppTest, ThePanelCursorGoesRound) {
  Start();
  Type("\033OQ\033[A");
  EXPECT_TRUE(Shows("\u25B8pace"));
  Type("\033[B");
  EXPECT_TRUE(Shows("\u25B8temp"));
}

TEST_F(ChatAppTest, LongWaitsShowHowLongTheyTake) {
  Start();
  Type("hello\r");
  EXPECT_FALSE(Shows("reading"));
  EXPECT_TRUE(app_->WakeAt());
}

TEST_F(ChatAppTest, IdleNeedsNoWakeUp) {
  Start();
  EXPECT_FALSE(app_->WakeAt());
  Type("hello\r");
  EXPECT_TRUE(app_->WakeAt());
  Pass(3000);
  Screen();
  EXPECT_FALSE(app_->WakeAt());
  EXPECT_FALSE(app_->needs_drawing());
}

TEST_F(ChatAppTest, TypingInThoughtSelectionGoesToTheLine) {
  Start();
  Type("hello\r");
  Pass(1000);
  Screen();
  Type("\x14");
  EXPECT_TRUE(Shows("Esc back"));
  Type("x");
  EXPECT_TRUE(Shows("\u276F x"));
}

TEST_F(ChatAppTest, WithoutAThoughtSelectingSaysSo) {
  Start();
  Type("\x14");
  EXPECT_TRUE(Shows("there is no thought to select yet"));
}

TEST_F(ChatAppTest, PagesCloseByEscAndScroll) {
  Start();
  Type("?");
  EXPECT_TRUE(Shows("more below"));
  const std::string top = Screen();
  Type("\033[6~");
  EXPECT_NE(Screen(), top);
  Type("\033[5~");
  EXPECT_EQ(Screen(), top);
  Type("\033");
  EXPECT_FALSE(Shows("more below"));
}

TEST_F(ChatAppTest, TypingLeavesThePageForTheLine) {
  Start();
  Type("?");
  const std::string top = Screen();
  Type(" ");
  EXPECT_NE(Screen(), top);
  EXPECT_TRUE(app_->page());
  Type("/save");
  EXPECT_FALSE(app_->page());
  EXPECT_TRUE(Shows("\u276F /save"));
}

TEST_F(ChatAppTest, WarnsOnceThatTheContextIsNearlyFull) {
  Start();
  Type("hello\r");
  Pass(1500);
  EXPECT_FALSE(Shows("% full"));
  backend_.mutable_meters().context_used = 29500;
  Type("hello\r");
  Pass(1500);
  EXPECT_TRUE(Shows("the context is 90 % full; /clear begins a new conversation"));
  Type("hello\r");
  Pass(1500);
  EXPECT_FALSE(Shows("% full"));
}

TEST_F(ChatAppTest, AnUnknownCommandLeavesTheLineAndUpBringsItBack) {
  Start();
  Type("/foo\r");
  EXPECT_TRUE(Shows("/foo: no such command"));
  Type("/memory\r");
  EXPECT_FALSE(Shows("no such command"));
  Type("\033");
  Type("\033[A\033[A");
  EXPECT_TRUE(Shows("\u276F /foo"));
}

TEST_F(ChatAppTest, AQuestionMarkInADraftIsJustThat) {
  Start();
  Type("why?");
  EXPECT_TRUE(Shows("\u276F why?"));
}

TEST_F(ChatAppTest, SuspendAndRepaintReachTheHost) {
  Start();
  Type("\x1a\x0c");
  EXPECT_EQ(host_.suspensions, 1);
  EXPECT_EQ(host_.repaints, 1);
}

TEST_F(ChatAppTest, TheWheelScrolls) {
  Start();
  for (int i = 0; i < 6; ++i) {
    Type("hello\r");
    Pass(1500);
  }
  Screen();
  Type("\033[<64;1;5M");
  EXPECT_TRUE(Shows("more below"));
  Type("\033[<65;1;5M");
  EXPECT_FALSE(Shows("more below"));
}

// Whatever is typed, in whatever size, the chat draws and answers.
TEST_F(ChatAppTest, RandomKeysDoNoHarm) {
  Start();
  const std::vector<std::string> keys = {
      "a",      "b c",     "\r",     "\n",     "\033",         "\x03",
      "\x0f",   "\x14",    "\033OQ", "\033OP", "\033[A",       "\033[B",
      "\033[C", "\033[D",  " ",      "\x12",   "\x07",         "/",
      "\t",     "\033[5~", "\033[F", "\x19",   "\x15",         "\033[200~x\ry\033[201~",
      "u",      "r",       "?",      "q",      "\033[<0;4;4M", "\033[<64;4;4M",
      "\x1f"};
  uint32_t random = 1;
  for (int i = 0; i < 4000; ++i) {
    random = random * 1664525 + 1013904223;
    Type(keys[(random >> 16) % keys.size()]);
    if (app_->exit_code()) {
      app_.reset();
      Start();
    }
    if (random % 3 == 0) Pass(10);
    if (random % 5 == 0) {
      const Size size{static_cast<int>(1 + (random >> 8) % 90),
                      static_cast<int>(1 + (random >> 20) % 30)};
      const Frame frame = app_->Draw(size);
      ASSERT_EQ(frame.surface.size(), size);
      if (frame.cursor) {
        ASSERT_LT(frame.cursor->x, size.width);
        ASSERT_LT(frame.cursor->y, size.height);
      }
    }
  }
}

}  // namespace
}  // namespace ponder::testing
