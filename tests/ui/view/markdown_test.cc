#include "ui/view/markdown.h"

#include <gtest/gtest.h>

namespace ponder {
namespace {

using Strings = std::vector<std::string>;

std::vector<Row> LayOut(std::string_view text, int width = 40) {
  return LayOutMarkdown(text, 0, {.prose = width, .full = width}, UnicodeGlyphs()).rows;
}

Strings Texts(std::string_view text, int width = 40) {
  Strings texts;
  for (const Row& row : LayOut(text, width)) texts.push_back(row.text());
  return texts;
}

// The style of the first run that contains `part`.
Style StyleOf(std::string_view markdown, std::string_view part) {
  for (const Row& row : LayOut(markdown)) {
    for (const Run& run : row.runs) {
      if (run.text.find(part) != std::string::npos) return run.style;
    }
  }
  ADD_FAILURE() << part << " is not shown";
  return {};
}

TEST(Markdown, Emphasis) {
  EXPECT_EQ(Texts("a *b* **c** `d`"), (Strings{"a b c d"}));
  EXPECT_EQ(StyleOf("*b*", "b").attributes, kItalic);
  EXPECT_EQ(StyleOf("**b**", "b").attributes, kBold);
  EXPECT_EQ(StyleOf("***b***", "b").attributes, kBold | kItalic);
  EXPECT_EQ(StyleOf("`b`", "b").role, Role::kCode);
}

TEST(Markdown, Headings) {
  EXPECT_EQ(Texts("# One\ntext\n## Two\n"), (Strings{"One", "text", "", "Two"}));
  EXPECT_EQ(StyleOf("# One", "One").role, Role::kHeading);
}

TEST(Markdown, ListsHang) {
  EXPECT_EQ(Texts("- one two three\n- b\n  1. c\n", 11),
            (Strings{"\u2022 one two", "  three", "\u2022 b", "  1. c"}));
  EXPECT_EQ(Texts("7) x\n8) y"), (Strings{"7) x", "8) y"}));
  EXPECT_EQ(Texts("-\n- b"), (Strings{"\u2022 ", "\u2022 b"}));
}

TEST(Markdown, LooseListsKeepTheirDistance) {
  EXPECT_EQ(Texts("- a\n\n- b"), (Strings{"\u2022 a", "", "\u2022 b"}));
}

TEST(Markdown, Quotes) {
  EXPECT_EQ(Texts("> one two\n> three", 10), (Strings{"\u2502 one two", "\u2502 three"}));
}

TEST(Markdown, CodeIsNeverWrapped) {
  EXPECT_EQ(Texts("- x\n  ```\n  a long line of code\n\n  b\n  ```", 14),
            (Strings{"\u2022 x", "    a long li\u2026", "    ", "    b"}));
}

TEST(Markdown, LinksShowTheirAddress) {
  EXPECT_EQ(Texts("[text](http://a.b)"), (Strings{"text (http://a.b)"}));
  EXPECT_EQ(Texts("<http://a.b> http://c.d"), (Strings{"http://a.b http://c.d"}));
  EXPECT_EQ(Texts("![alt](p.png)"), (Strings{"image: alt (p.png)"}));
}

TEST(Markdown, TablesAlign) {
  EXPECT_EQ(Texts("| a | number |\n|:--|-------:|\n| x | 1 |\n| long | 22 |"),
            (Strings{"a     number",
                     "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                     "\u2500\u2500",
                     "x          1", "long      22"}));
}

TEST(Markdown, TablesTooWideAreStacked) {
  EXPECT_EQ(Texts("| name | what |\n|-|-|\n| abc | some words |\n| d | e |", 12),
            (Strings{"name: abc", "what: some", "  words", "", "name: d", "what: e"}));
}

TEST(Markdown, ATableRuleMayBeShort) { EXPECT_EQ(Texts("|a|b|\n|-|:-:|\n|1|2|").size(), 3); }

TEST(Markdown, LatexStaysAsItIs) {
  for (const char* text :
       {"\\(a*b*c\\)", "\\[x_1 \\cdot y_2\\]", "$a_1*b*$", "$$a*b*c$$", "lone \\( and \\["}) {
    EXPECT_EQ(Texts(text), (Strings{text}));
  }
}

TEST(Markdown, HtmlAndEntities) {
  EXPECT_EQ(Texts("<b>x</b> &lt;&#65;&unknown;"), (Strings{"<b>x</b> <A&unknown;"}));
}

TEST(Markdown, RowsKnowTheirPlaceInTheText) {
  const auto rows =
      LayOutMarkdown("one two three", 100, {.prose = 8, .full = 8}, UnicodeGlyphs()).rows;
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].source, 100);
}

TEST(Markdown, DeepNestingLeavesRoomForTheText) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "> ";
  text += "words at the bottom";
  for (const Row& row : LayOut(text)) EXPECT_LE(row.width(), 40);
  std::string seen;
  for (const std::string& row : Texts(text)) seen += row;
  EXPECT_NE(seen.find("bottom"), std::string::npos);
}

TEST(Markdown, ATableThatExplodesIsShownAsText) {
  std::string text = "|" + std::string(300, '|') + "\n|";
  for (int i = 0; i < 300; ++i) text += "-|";
  for (int i = 0; i < 300; ++i) text += "\n|x";
  const auto rows = LayOut(text);
  EXPECT_LT(rows.size(), 2000);
}

TEST(LayOutPlain, ShowsWhatWasWritten) {
  Strings texts;
  for (const Row& row : LayOutPlain("**a**\n  b", 0, 20, {})) texts.push_back(row.text());
  EXPECT_EQ(texts, (Strings{"**a**", "  b"}));
}

}  // namespace
}  // namespace ponder
