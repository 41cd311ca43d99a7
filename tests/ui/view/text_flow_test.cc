#include "ui/view/text_flow.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ponder {
namespace {

constexpr TextWidths kWidths{.prose = 30, .full = 40};

TextFlow Markdown() { return {TextFlow::Kind::kMarkdown, {}, kWidths, UnicodeGlyphs()}; }

std::vector<std::string> Rows(const TextFlow& flow) {
  std::vector<std::string> rows;
  for (size_t i = 0; i < flow.num_rows(); ++i) rows.push_back(flow.row(i).text());
  return rows;
}

std::vector<Row> AllRows(const TextFlow& flow) {
  std::vector<Row> rows;
  for (size_t i = 0; i < flow.num_rows(); ++i) rows.push_back(flow.row(i));
  return rows;
}

using Strings = std::vector<std::string>;

TEST(TextFlow, CodeAppearsLineByLine) {
  TextFlow flow = Markdown();
  const std::string text = "See:\n```c\nint x;\n\nint y";
  flow.Update(text, false, {});
  EXPECT_EQ(Rows(flow), (Strings{"See:", "", "  int x;", "  ", "  int y"}));
}

TEST(TextFlow, TheClosingFenceNeverShows) {
  TextFlow flow = Markdown();
  for (const char* text : {"```\nx\n`", "```\nx\n``", "```\nx\n```", "```\nx\n```\n"}) {
    flow.Update(text, false, {});
    EXPECT_EQ(Rows(flow), (Strings{"  x"})) << text;
  }
}

TEST(TextFlow, AnUnfinishedMarkerDoesNotChangeWhatIsAboveIt) {
  TextFlow flow = Markdown();
  flow.Update("Sum:\n-", false, {});
  EXPECT_EQ(Rows(flow), (Strings{"Sum:"}));
  flow.Update("Sum:\n- a", false, {});
  EXPECT_EQ(Rows(flow), (Strings{"Sum:", "", "\u2022 a"}));
}

TEST(TextFlow, AnUnclosedConstructShowsAsItIs) {
  TextFlow flow = Markdown();
  flow.Update("a **bold", false, {});
  EXPECT_EQ(Rows(flow), (Strings{"a **bold"}));
  flow.Update("a **bold**", false, {});
  EXPECT_EQ(Rows(flow), (Strings{"a bold"}));
}

TEST(TextFlow, NotesStandBeforeTheRowThatFollowsThem) {
  TextFlow flow(TextFlow::Kind::kPlain, {}, kWidths, UnicodeGlyphs());
  const std::vector<FlowNote> notes = {{2, "temp 0.70 -> 0.30"}};
  flow.Update("one\ntwo\nthree", false, notes);
  EXPECT_EQ(Rows(flow), (Strings{"one", "\u25AA temp 0.70 \u2192 0.30", "two", "three"}));
}

TEST(TextFlow, ANoteAtTheEndIsLast) {
  TextFlow flow = Markdown();
  flow.Update("abc", false, std::vector<FlowNote>{{3, "note"}});
  EXPECT_EQ(Rows(flow), (Strings{"abc", "\u25AA note"}));
  flow.Update("abc def", false, std::vector<FlowNote>{{3, "note"}});
  EXPECT_EQ(Rows(flow), (Strings{"abc def", "\u25AA note"}));
}

TEST(TextFlow, ALongNoteTakesTwoRows) {
  TextFlow flow = Markdown();
  flow.Update("abc", true, std::vector<FlowNote>{{3, "temp 1.00 -> 1.10, top-k off -> 40"}});
  EXPECT_EQ(Rows(flow), (Strings{"abc", "\u25AA temp 1.00 \u2192 1.10, top-k off", "  \u2192 40"}));
}

TEST(TextFlow, ARevisedNoteIsRevisedEverywhere) {
  TextFlow flow = Markdown();
  const std::string text = "one\n\ntwo\n\nthree";
  flow.Update(text, false, std::vector<FlowNote>{{5, "a"}});
  flow.Update(text + "x", false, std::vector<FlowNote>{{5, "b"}});
  EXPECT_EQ(Rows(flow), (Strings{"one", "", "\u25AA b", "two", "", "threex"}));
  flow.Update(text + "xy", false, std::vector<FlowNote>{{5, ""}});
  EXPECT_EQ(Rows(flow), (Strings{"one", "", "two", "", "threexy"}));
}

TEST(TextFlow, RowAtFindsTheRowOfAByte) {
  TextFlow flow(TextFlow::Kind::kPlain, {}, kWidths, UnicodeGlyphs());
  flow.Update("one\ntwo\nthree", true, {});
  EXPECT_EQ(flow.RowAt(0), 0);
  EXPECT_EQ(flow.RowAt(3), 0);
  EXPECT_EQ(flow.RowAt(4), 1);
  EXPECT_EQ(flow.RowAt(99), 2);
}

TEST(TextFlow, ALineWithoutEndIsCutNotLost) {
  TextFlow flow(TextFlow::Kind::kPlain, {}, kWidths, UnicodeGlyphs());
  std::string text(100'000, 'x');
  flow.Update(text, true, {});
  size_t letters = 0;
  for (const std::string& row : Rows(flow)) letters += row.size();
  EXPECT_EQ(letters, text.size());
}

rc::Gen<std::string> MarkdownText() {
  return rc::gen::map(rc::gen::container<Strings>(
                          rc::gen::elementOf(Strings{"\n",     "\n\n",
                                                     "- ",     "1. ",
                                                     "  ",     "```\n",
                                                     "~~~\n",  "some words here ",
                                                     "`code`", "| a | b |\n|-|-|\n| 1 | 2 |\n",
                                                     "---\n",  "# ",
                                                     "> ",     "**",
                                                     "*",      "\\[ a*b*c \\]",
                                                     "$x_1$",  "[link](http://x.y)",
                                                     "&amp;",  "\u6F22\u5B57",
                                                     "\t"})),
                      [](const Strings& parts) {
                        std::string text;
                        for (const std::string& part : parts) text += part;
                        return text;
                      });
}

RC_GTEST_PROP(TextFlow, HowTheTextArrivesDoesNotMatter, ()) {
  const std::string text = *MarkdownText();
  TextFlow whole = Markdown();
  whole.Update(text, true, {});
  TextFlow streamed = Markdown();
  for (size_t n = 0; n < text.size(); n += *rc::gen::inRange<size_t>(1, 9)) {
    streamed.Update(std::string_view(text).substr(0, n), false, {});
  }
  streamed.Update(text, true, {});
  RC_ASSERT(AllRows(streamed) == AllRows(whole));
}

RC_GTEST_PROP(TextFlow, RowsBeginInOrder, ()) {
  const std::string text = *MarkdownText();
  TextFlow flow = Markdown();
  flow.Update(text, *rc::gen::arbitrary<bool>(), std::vector<FlowNote>{{text.size() / 2, "note"}});
  for (size_t i = 1; i < flow.num_rows(); ++i) {
    RC_ASSERT(flow.row(i - 1).source <= flow.row(i).source);
  }
}

RC_GTEST_PROP(TextFlow, ShownTextNeverGoesBlank, ()) {
  // Once words have appeared, no later byte makes the screen empty.
  const std::string text = "word " + *MarkdownText();
  TextFlow flow = Markdown();
  for (size_t n = 5; n <= text.size(); ++n) {
    flow.Update(std::string_view(text).substr(0, n), false, {});
    RC_ASSERT(flow.num_rows() > 0U);
    RC_ASSERT(flow.row(0).text().find("word") != std::string::npos);
  }
}

}  // namespace
}  // namespace ponder
