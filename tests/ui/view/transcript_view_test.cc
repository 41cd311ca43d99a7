#include "ui/view/transcript_view.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ponder {
namespace {

class TranscriptViewTest : public ::testing::Test {
 protected:
  void Say(std::string text) { transcript_.AddUser(std::move(text), 0); }
  void Begin() { transcript_.BeginReply(0); }
  void Add(SpanKind kind, std::string text, bool begins = false) {
    transcript_.Apply(
        {.kind = kind, .text = std::move(text), .num_tokens = 1, .seconds = 1, .begins = begins});
  }
  void Close(SpanKind kind) { transcript_.Apply({.kind = kind, .text = {}, .closes = true}); }
  void End() { transcript_.EndReply({.completion_tokens = 7}); }

  // A question and an answer of `lines` paragraphs after a thought.
  void Turn(int lines) {
    Say("question");
    Begin();
    Add(SpanKind::kThink, "first thoughts\nand more", true);
    Close(SpanKind::kThink);
    std::string text;
    for (int i = 0; i < lines; ++i) text += "answer " + std::to_string(i) + "\n\n";
    Add(SpanKind::kText, text, true);
    Close(SpanKind::kText);
    End();
  }

  std::vector<std::string> Draw(int width = 40, int height = 10) {
    Surface surface({width, height});
    view_.Draw(transcript_, {}, Canvas(surface));
    std::vector<std::string> rows;
    for (int y = 0; y < height; ++y) rows.push_back(surface.RowText(y));
    return rows;
  }

  static int RowWith(const std::vector<std::string>& rows, std::string_view text) {
    for (size_t y = 0; y < rows.size(); ++y) {
      if (rows[y].find(text) != std::string::npos) return static_cast<int>(y);
    }
    return -1;
  }

  Transcript transcript_;
  TranscriptView view_;
};

using Strings = std::vector<std::string>;

TEST_F(TranscriptViewTest, AnEmptyConversationIsBlank) {
  EXPECT_EQ(Draw(20, 2), (Strings{"", ""}));
  EXPECT_TRUE(view_.at_end());
}

TEST_F(TranscriptViewTest, ATurn) {
  Turn(2);
  EXPECT_EQ(Draw(44, 9),
            (Strings{"  you                                00:00", "  question", "",
                     "  \u25B8 thought for 1 s, 1 token: first thoug\u2026", "  answer 0", "",
                     "  answer 1", "                            7 tokens \u00B7 end", ""}));
}

TEST_F(TranscriptViewTest, WhatIsLongerThanTheScreenShowsItsEnd) {
  Turn(20);
  const auto rows = Draw();
  EXPECT_NE(rows[9].find("end"), std::string::npos);
  EXPECT_TRUE(view_.at_end());
}

TEST_F(TranscriptViewTest, ARunningThoughtIsOpenAndFoldsWhenItEnds) {
  Say("q");
  Begin();
  Add(SpanKind::kThink, "hmm", true);
  EXPECT_GE(RowWith(Draw(), "\u25BE thinking 1 s, 1 token"), 0);
  EXPECT_GE(RowWith(Draw(), "\u2502 hmm\u258C"), 0);
  Close(SpanKind::kThink);
  Add(SpanKind::kText, "answer", true);
  EXPECT_GE(RowWith(Draw(), "\u25B8 thought for 1 s, 1 token: hmm"), 0);
  EXPECT_GE(RowWith(Draw(), "  answer\u258C"), 0);
}

TEST_F(TranscriptViewTest, AFoldedRunningThoughtShowsItsLatestWords) {
  Say("q");
  Begin();
  Add(SpanKind::kThink, "the very first words of a long thought", true);
  Draw();
  view_.ToggleAllThoughts();
  EXPECT_GE(RowWith(Draw(54), "\u25B8 thinking 1 s, 1 token: \u2026words of a long thought"), 0);
  Add(SpanKind::kThink, " that goes on");
  EXPECT_GE(RowWith(Draw(54), "tokens: \u2026ng thought that goes on"), 0);
}

TEST_F(TranscriptViewTest, EachThoughtFoldsByItself) {
  Turn(1);
  Turn(1);
  auto rows = Draw(40, 20);
  const int second = 9;
  ASSERT_TRUE(view_.ThoughtAt(second)) << rows[second];
  view_.ToggleThought(*view_.ThoughtAt(second));
  rows = Draw(40, 20);
  EXPECT_EQ(RowWith(rows, "\u25BE thought"), second);
  EXPECT_EQ(RowWith(rows, "\u25B8 thought"), 3);
  EXPECT_EQ(view_.ThoughtAt(second + 1), view_.ThoughtAt(second));
}

TEST_F(TranscriptViewTest, OpeningAFoldKeepsItsLineWhereItIs) {
  for (int i = 0; i < 5; ++i) Turn(4);
  Draw();
  view_.ScrollRows(-14);
  auto rows = Draw();
  const int fold = RowWith(rows, "\u25B8 thought");
  ASSERT_GE(fold, 0);
  view_.ToggleThought(*view_.ThoughtAt(fold));
  rows = Draw();
  EXPECT_EQ(RowWith(rows, "\u25BE thought"), fold);
  view_.ToggleThought(*view_.ThoughtAt(fold));
  EXPECT_EQ(RowWith(Draw(), "\u25B8 thought"), fold);
}

TEST_F(TranscriptViewTest, OpeningAFoldAtTheEndKeepsItsLineToo) {
  for (int i = 0; i < 3; ++i) Turn(2);
  auto rows = Draw();
  const int fold = RowWith(rows, "\u25B8 thought");
  ASSERT_GE(fold, 0);
  view_.ToggleThought(*view_.ThoughtAt(fold));
  EXPECT_EQ(RowWith(Draw(), "\u25BE thought"), fold);
}

TEST_F(TranscriptViewTest, NewTextDoesNotMoveAReaderWhoScrolledUp) {
  Turn(20);
  Say("next");
  Begin();
  Add(SpanKind::kText, "one\n\n", true);
  Draw();
  view_.ScrollRows(-8);
  const auto rows = Draw();
  EXPECT_FALSE(view_.at_end());
  for (int i = 0; i < 50; ++i) {
    Add(SpanKind::kText, "more\n\n");
    EXPECT_EQ(Draw(), rows);
  }
  view_.ScrollToEnd();
  EXPECT_NE(Draw(), rows);
}

TEST_F(TranscriptViewTest, AThoughtBeingReadDoesNotFoldUnderTheReader) {
  Say("q");
  Begin();
  std::string thought;
  for (int i = 0; i < 40; ++i) thought += "thought " + std::to_string(i) + "\n";
  Add(SpanKind::kThink, thought, true);
  Draw();
  view_.ScrollRows(-10);
  const auto rows = Draw();
  Close(SpanKind::kThink);
  Add(SpanKind::kText, "answer", true);
  EXPECT_EQ(Draw(), rows);
}

TEST_F(TranscriptViewTest, ScrollingDownToTheEndFollowsAgain) {
  Turn(30);
  Draw();
  view_.ScrollRows(-5);
  Draw();
  EXPECT_FALSE(view_.at_end());
  view_.ScrollRows(100);
  Draw();
  EXPECT_TRUE(view_.at_end());
}

TEST_F(TranscriptViewTest, ToTheTop) {
  Turn(30);
  Draw();
  view_.ScrollToTop();
  EXPECT_EQ(RowWith(Draw(), "you"), 0);
}

TEST_F(TranscriptViewTest, AResizeKeepsTheTopRowsWords) {
  Say("q");
  Begin();
  std::string text;
  for (int i = 0; i < 400; ++i) text += "word" + std::to_string(i) + " ";
  Add(SpanKind::kText, text, true);
  Close(SpanKind::kText);
  End();
  Draw(60, 10);
  view_.ScrollRows(-20);
  const auto rows = Draw(60, 10);
  const std::string first_word = rows[0].substr(2, rows[0].find(' ', 2) - 2);
  for (const int width : {30, 80, 24, 200, 45}) {
    const auto resized = Draw(width, 10);
    EXPECT_NE(resized[0].find(first_word), std::string::npos) << width;
  }
  EXPECT_EQ(Draw(60, 10), rows);
}

TEST_F(TranscriptViewTest, MarksStandWhereTheyTookEffect) {
  Say("q");
  Begin();
  Add(SpanKind::kText, "before\n\n", true);
  transcript_.AddMark("temp 0.70 -> 0.30");
  Add(SpanKind::kText, "after");
  const auto rows = Draw();
  const int before = RowWith(rows, "before");
  const int mark = RowWith(rows, "\u25AA temp 0.70 \u2192 0.30");
  EXPECT_LT(before, mark);
  EXPECT_LT(mark, RowWith(rows, "after"));
}

TEST_F(TranscriptViewTest, AMarkInsideACodeBlockDoesNotBreakIt) {
  Say("q");
  Begin();
  Add(SpanKind::kText, "```\nx = 1\n", true);
  transcript_.AddMark("temp 0.70 -> 0.30");
  Add(SpanKind::kText, "y = *2*\n```\n");
  const auto rows = Draw();
  EXPECT_GE(RowWith(rows, "y = *2*"), 0);
  EXPECT_EQ(RowWith(rows, "```"), -1);
}

TEST_F(TranscriptViewTest, AMarkInAFoldedThoughtStillShows) {
  Say("q");
  Begin();
  Add(SpanKind::kThink, "hm", true);
  transcript_.AddMark("temp 0.70 -> 0.30");
  Add(SpanKind::kThink, " hm");
  Close(SpanKind::kThink);
  Add(SpanKind::kText, "answer", true);
  const auto rows = Draw();
  EXPECT_GE(RowWith(rows, "\u25B8 thought"), 0);
  EXPECT_GE(RowWith(rows, "\u25AA temp"), 0);
  EXPECT_EQ(view_.ThoughtAt(RowWith(rows, "\u25B8 thought"))->ordinal, 0);
}

TEST_F(TranscriptViewTest, MarksAndFiguresCanBeSwitchedOff) {
  Say("q");
  Begin();
  Add(SpanKind::kText, "a", true);
  transcript_.AddMark("temp 0.70 -> 0.30");
  End();
  Surface surface({60, 10});
  view_.Draw(transcript_, {.show_notes = false, .show_turn_end = false}, Canvas(surface));
  std::string all;
  for (int y = 0; y < 10; ++y) all += surface.RowText(y) + "\n";
  EXPECT_EQ(all.find("temp"), std::string::npos);
  EXPECT_EQ(all.find("tokens"), std::string::npos);
}

TEST_F(TranscriptViewTest, SelectingWalksThroughTheThoughts) {
  EXPECT_FALSE(view_.SelectNext(transcript_, -1));
  for (int i = 0; i < 6; ++i) Turn(6);
  Draw();
  ASSERT_TRUE(view_.SelectNext(transcript_, -1));
  const ThoughtId newest = *view_.selected();
  EXPECT_EQ(newest.message, 12);
  Draw();
  for (int i = 0; i < 3; ++i) view_.SelectNext(transcript_, -1);
  EXPECT_EQ(view_.selected()->message, 6);
  EXPECT_GE(RowWith(Draw(), "\u25B8 thought"), 0);
  for (int i = 0; i < 9; ++i) view_.SelectNext(transcript_, 1);
  EXPECT_EQ(*view_.selected(), newest);
}

TEST_F(TranscriptViewTest, TakingMessagesBackIsHarmless) {
  Turn(30);
  Turn(30);
  Draw();
  view_.ScrollRows(-4);
  Draw();
  transcript_.TakeBackUser();
  Draw();
  transcript_.Clear();
  EXPECT_EQ(Draw(20, 1), (Strings{""}));
  EXPECT_FALSE(view_.ThoughtAt(0));
}

TEST_F(TranscriptViewTest, ToolCallsStandBehindTheGutter) {
  Say("q");
  Begin();
  Add(SpanKind::kTool, "f(1)", true);
  Close(SpanKind::kTool);
  const auto rows = Draw();
  EXPECT_EQ(RowWith(rows, "\u2502 f(1)"), RowWith(rows, "tool call") + 1);
}

// However text, folds, scrolling and sizes mix, a step up shows one more row above and moves the
// rest by one, and a step down takes it back.
RC_GTEST_PROP(TranscriptView, ScrollingMovesTheScreenOverTheConversation, ()) {
  Transcript transcript;
  TranscriptView view;
  bool running = false;
  for (int step = 0; step < 30; ++step) {
    switch (*rc::gen::inRange(0, 9)) {
      case 0:
        if (running) transcript.EndReply({});
        transcript.AddUser("question\nof two lines", 0);
        transcript.BeginReply(0);
        running = true;
        break;
      case 1:
      case 2:
        if (!running) break;
        transcript.Apply(
            {.kind = *rc::gen::element(SpanKind::kText, SpanKind::kThink),
             .text = *rc::gen::elementOf(Strings{"words and words ", "\n\n", "- item\n"}),
             .num_tokens = 1,
             .begins = *rc::gen::arbitrary<bool>()});
        break;
      case 3:
        if (running) transcript.AddMark("mark");
        break;
      case 4:
        view.ScrollRows(*rc::gen::inRange(-30, 30));
        break;
      case 5:
        view.ToggleAllThoughts();
        break;
      case 6:
        if (const auto thought = view.ThoughtAt(*rc::gen::inRange(0, 8))) {
          view.ToggleThought(*thought);
        }
        break;
      case 7:
        view.SelectNext(transcript, *rc::gen::element(-1, 1));
        break;
      default:
        view.Deselect();
        break;
    }
    const Size size{*rc::gen::inRange(1, 50), *rc::gen::inRange(1, 12)};
    const auto draw = [&] {
      Surface surface(size);
      view.Draw(transcript, {}, Canvas(surface));
      Strings rows;
      for (int y = 0; y < size.height; ++y) rows.push_back(surface.RowText(y));
      return rows;
    };
    const Strings rows = draw();
    RC_ASSERT(draw() == rows);
    view.ScrollRows(-1);
    const Strings above = draw();
    if (above == rows) continue;
    RC_ASSERT(std::equal(rows.begin(), rows.end() - 1, above.begin() + 1));
    view.ScrollRows(1);
    RC_ASSERT(draw() == rows);
  }
}

}  // namespace
}  // namespace ponder
