#include "ui/view/wrap.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ui/screen/width.h"

namespace ponder {
namespace {

std::vector<std::string> Texts(const std::vector<Row>& rows) {
  std::vector<std::string> texts;
  for (const Row& row : rows) texts.push_back(row.text());
  return texts;
}

std::vector<std::string> WrapText(std::string_view text, int width) {
  return Texts(Wrap({{std::string(text), {}, 0}}, {.width = width}));
}

using Strings = std::vector<std::string>;

TEST(Wrap, BreaksAtBlanksAndDropsThem) {
  EXPECT_EQ(WrapText("one two three", 8), (Strings{"one two", "three"}));
  EXPECT_EQ(WrapText("one two   three", 8), (Strings{"one two", "three"}));
}

TEST(Wrap, KeepsLineBreaksAndIndentation) {
  EXPECT_EQ(WrapText("a\n\n  b", 8), (Strings{"a", "", "  b"}));
  EXPECT_EQ(WrapText("\tx", 20), (Strings{"    x"}));
}

TEST(Wrap, IndentationNeverPushesTheTextOut) {
  EXPECT_EQ(WrapText("          x", 4), (Strings{"  x"}));
}

TEST(Wrap, LongWordsBreakAnywhere) {
  EXPECT_EQ(WrapText("abcdefgh ij", 3), (Strings{"abc", "def", "gh", "ij"}));
}

TEST(Wrap, WideCharactersBreakBetweenEachOther) {
  EXPECT_EQ(WrapText("ab\u6F22\u5B57", 4), (Strings{"ab\u6F22", "\u5B57"}));
}

TEST(Wrap, NothingIsOneRow) { EXPECT_EQ(WrapText("", 4), (Strings{""})); }

TEST(Wrap, PrefixesTakeTheirRoom) {
  WrapOptions options{.width = 8, .first_prefix = {}, .next_prefix = {}};
  options.first_prefix.Append("- ", {});
  options.next_prefix.Append("  ", {});
  EXPECT_EQ(Texts(Wrap({{"one two three", {}, 0}}, options)),
            (Strings{"- one", "  two", "  three"}));
}

TEST(Wrap, StylesStayWithTheirText) {
  const auto rows =
      Wrap({{"one ", {}, 0}, {"two", {Role::kCode}, 4}, {"x y", {}, 7}}, {.width = 5});
  EXPECT_EQ(Texts(rows), (Strings{"one", "twox", "y"}));
  EXPECT_EQ(rows[1].runs[0].style.role, Role::kCode);
  EXPECT_EQ(rows[1].runs[1].style.role, Role::kText);
}

TEST(Wrap, RowsKnowWhereTheyBegin) {
  const auto rows = Wrap({{"one two\nthree", {}, 100}}, {.width = 4});
  ASSERT_EQ(rows.size(), 4);
  EXPECT_EQ(rows[0].source, 100);
  EXPECT_EQ(rows[1].source, 104);
  EXPECT_EQ(rows[2].source, 108);
}

RC_GTEST_PROP(Wrap, NoRowIsWiderThanAskedAndNoWordIsLost, ()) {
  const auto words = *rc::gen::container<Strings>(rc::gen::elementOf(
      Strings{"a", "word", "longerword", "\u6F22\u5B57", "e\u0301", "\n", "  ", "x-y"}));
  std::string text;
  for (const std::string& word : words) text += word + " ";
  const int width = *rc::gen::inRange(2, 14);
  std::string seen;
  for (const Row& row : Wrap({{text, {}, 0}}, {.width = width})) {
    RC_ASSERT(row.width() <= width);
    seen += row.text();
  }
  const auto without_blanks = [](std::string s) {
    std::erase_if(s, [](char c) { return c == ' ' || c == '\n'; });
    return s;
  };
  RC_ASSERT(without_blanks(seen) == without_blanks(text));
}

TEST(CutLine, MarksWhatIsMissing) {
  EXPECT_EQ(CutLine("abcdef", 6, {}, "~").text(), "abcdef");
  EXPECT_EQ(CutLine("abcdefg", 6, {}, "~").text(), "abcde~");
  EXPECT_EQ(CutLine("\tab", 6, {}, "~").text(), "    ab");
  EXPECT_EQ(CutLine("ab\u6F22\u5B57", 5, {}, "~").text(), "ab\u6F22~");
}

}  // namespace
}  // namespace ponder
