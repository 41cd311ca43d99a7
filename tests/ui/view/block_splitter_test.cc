#include "ui/view/block_splitter.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ponder {
namespace {

// The pieces of a whole text, those that are certain before its end marked with '!'.
std::vector<std::string> Pieces(std::string_view text) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const Piece early = FirstPiece(text, false);
    const Piece piece = FirstPiece(text, true);
    const bool certain = early.kind != Piece::Kind::kUnfinished;
    if (certain) {
      EXPECT_EQ(early.length, piece.length);
    }
    pieces.push_back((certain ? "!" : "") + std::string(text.substr(0, piece.length)));
    text.remove_prefix(piece.length);
  }
  return pieces;
}

using Strings = std::vector<std::string>;

TEST(FirstPiece, ParagraphsEndAtABlankLine) {
  EXPECT_EQ(Pieces("one\nmore\n\ntwo"), (Strings{"!one\nmore\n\n", "two"}));
}

TEST(FirstPiece, AListGoesOnAfterABlankLine) {
  EXPECT_EQ(Pieces("- a\n\n- b\n\n  more\n\nend"), (Strings{"!- a\n\n- b\n\n  more\n\n", "end"}));
  EXPECT_EQ(Pieces("1. a\n\n2. b"), (Strings{"1. a\n\n2. b"}));
}

TEST(FirstPiece, ALineStillGrowingMayBecomeAnItem) {
  EXPECT_EQ(FirstPiece("- a\n\n1", false).kind, Piece::Kind::kUnfinished);
  EXPECT_EQ(FirstPiece("- a\n\n-", false).kind, Piece::Kind::kUnfinished);
  EXPECT_EQ(FirstPiece("- a\n\nx", false).length, 5);
  EXPECT_EQ(FirstPiece("- a\n\n1x", false).length, 5);
}

TEST(FirstPiece, AFenceAtTheMarginIsItsOwnPiece) {
  EXPECT_EQ(Pieces("text\n```c\nx\n"), (Strings{"!text\n", "!```c\n", "x\n"}));
  EXPECT_EQ(FirstPiece("```c\nx", false).kind, Piece::Kind::kFence);
  EXPECT_EQ(FirstPiece("```c", false).kind, Piece::Kind::kUnfinished);
}

TEST(FirstPiece, BlankLinesInAFenceOfAListDoNotEndIt) {
  EXPECT_EQ(Pieces("- a\n  ```\n\n  x\n\n  ```\n\nend"),
            (Strings{"!- a\n  ```\n\n  x\n\n  ```\n\n", "end"}));
}

TEST(FirstPiece, ALongBlockIsCutAtALine) {
  std::string text;
  while (text.size() < 40'000) text += "a line of text that goes on\n";
  const Piece piece = FirstPiece(text, false);
  EXPECT_TRUE(piece.cut);
  EXPECT_LE(piece.length, kMaxOpenBytes);
  EXPECT_EQ(text[piece.length - 1], '\n');
}

TEST(CutLength, NeverInsideACharacter) {
  std::string text = "x";
  while (text.size() < 2 * kMaxOpenBytes) text += "\u6F22";
  const size_t length = CutLength(text);
  EXPECT_LE(length, kMaxOpenBytes);
  EXPECT_EQ((length - 1) % 3, 0);
}

TEST(Fence, OpensAndCloses) {
  const Fence fence = OpeningFence("```python", 0);
  EXPECT_EQ(fence.character, '`');
  EXPECT_TRUE(ClosesFence("```", fence));
  EXPECT_TRUE(ClosesFence(" ````  ", fence));
  EXPECT_FALSE(ClosesFence("``", fence));
  EXPECT_FALSE(ClosesFence("``` x", fence));
  EXPECT_FALSE(ClosesFence("~~~", fence));
  EXPECT_EQ(OpeningFence("``", 0).character, 0);
  EXPECT_EQ(OpeningFence("```a`b", 0).character, 0);
  EXPECT_EQ(OpeningFence("  ```", 0).character, 0);
  EXPECT_EQ(OpeningFence("~~~~", 0).length, 4);
}

// Text out of which Markdown blocks are made.
rc::Gen<std::string> MarkdownText() {
  return rc::gen::map(
      rc::gen::container<Strings>(rc::gen::elementOf(
          Strings{"\n",  "\n\n", "- ", "1. ", "  ", "    ", "```", "~~~", "text", "`",     "|",
                  "---", "#",    "> ", "*",   "1",  "-",    "\t",  "x\n", "\\[",  "\u6F22"})),
      [](const Strings& parts) {
        std::string text;
        for (const std::string& part : parts) text += part;
        return text;
      });
}

RC_GTEST_PROP(FirstPiece, WhatIsCertainStaysSo, ()) {
  const std::string text = *MarkdownText();
  for (size_t n = 0; n <= text.size(); ++n) {
    const Piece early = FirstPiece(std::string_view(text).substr(0, n), false);
    if (early.kind == Piece::Kind::kUnfinished) continue;
    const Piece late = FirstPiece(text, true);
    RC_ASSERT(early.kind == late.kind);
    RC_ASSERT(early.length == late.length);
  }
}

RC_GTEST_PROP(FirstPiece, APieceIsNeverEmpty, ()) {
  const std::string text = *rc::gen::nonEmpty(MarkdownText());
  const Piece piece = FirstPiece(text, true);
  RC_ASSERT(piece.kind != Piece::Kind::kUnfinished);
  RC_ASSERT(piece.length > 0U);
  RC_ASSERT(piece.length <= text.size());
}

}  // namespace
}  // namespace ponder
