#include "ui/view/draft_layout.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ui/screen/width.h"

namespace ponder {
namespace {

std::vector<std::string> RowTexts(std::string_view draft, int width, int first_column = 0) {
  std::vector<std::string> texts;
  for (const DraftRow& row : LayOutDraft(draft, width, first_column).rows) {
    texts.emplace_back(draft.substr(row.begin, row.end - row.begin));
  }
  return texts;
}

using Strings = std::vector<std::string>;

TEST(LayOutDraft, AnEmptyDraftHasOneRow) { EXPECT_EQ(RowTexts("", 10), (Strings{""})); }

TEST(LayOutDraft, RowsBreakAfterBlanksAndAtLineBreaks) {
  EXPECT_EQ(RowTexts("one two three", 9), (Strings{"one two ", "three"}));
  EXPECT_EQ(RowTexts("a\n\nb\n", 9), (Strings{"a", "", "b", ""}));
  EXPECT_EQ(RowTexts("abcdefgh", 5), (Strings{"abcd", "efgh"}));
}

TEST(LayOutDraft, TheFirstRowMayBeShorter) {
  EXPECT_EQ(RowTexts("one two", 9, 4), (Strings{"one ", "two"}));
}

TEST(LayOutDraft, KnowsRowAndColumnOfTheCursor) {
  const std::string_view draft = "one two three";
  const DraftLayout layout = LayOutDraft(draft, 9, 0);
  EXPECT_EQ(layout.RowOf(7), 0);
  EXPECT_EQ(layout.RowOf(8), 1);
  EXPECT_EQ(layout.ColumnOf(draft, 10), 2);
}

TEST(LayOutDraft, MovingBetweenRowsKeepsTheColumn) {
  const std::string_view draft = "long line\nx\nlong line";
  const DraftLayout layout = LayOutDraft(draft, 40, 0);
  EXPECT_EQ(layout.OffsetAt(draft, 1, 6), 11);
  EXPECT_EQ(layout.OffsetAt(draft, 2, 6), 18);
}

RC_GTEST_PROP(LayOutDraft, EveryByteIsInARowAndEveryRowFits, ()) {
  const auto parts = *rc::gen::container<Strings>(
      rc::gen::elementOf(Strings{"a", "bc ", "\n", "\u6F22", "e\u0301", "longword"}));
  std::string draft;
  for (const std::string& part : parts) draft += part;
  const int width = *rc::gen::inRange(3, 12);
  const DraftLayout layout = LayOutDraft(draft, width, 0);
  size_t expected = 0;
  for (const DraftRow& row : layout.rows) {
    const bool after_newline = row.begin == expected + 1 && draft[expected] == '\n';
    RC_ASSERT(row.begin == expected || after_newline);
    RC_ASSERT(TextWidth(std::string_view(draft).substr(row.begin, row.end - row.begin)) < width);
    expected = row.end;
  }
  RC_ASSERT(expected == draft.size());
}

RC_GTEST_PROP(LayOutDraft, AnOffsetInARowIsInThatRow, ()) {
  const auto parts = *rc::gen::container<Strings>(
      rc::gen::elementOf(Strings{"a", "bc ", "\n", "\u6F22", "longword"}));
  std::string draft;
  for (const std::string& part : parts) draft += part;
  const DraftLayout layout = LayOutDraft(draft, 8, 0);
  for (size_t row = 0; row < layout.rows.size(); ++row) {
    for (int column = 0; column < 9; ++column) {
      RC_ASSERT(layout.RowOf(layout.OffsetAt(draft, row, column)) == row);
    }
  }
}

}  // namespace
}  // namespace ponder
