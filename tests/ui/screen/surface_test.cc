#include "ui/screen/surface.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ponder {
namespace {

int RowWidth(const Surface& surface, int y) {
  int columns = 0;
  for (int x = 0; x < surface.width(); ++x) columns += surface.at(x, y).width;
  return columns;
}

TEST(Surface, TextIsWrittenAndCut) {
  Surface surface({5, 2});
  const Canvas canvas(surface);
  EXPECT_EQ(canvas.Put(3, 0, "abc"), 5);
  EXPECT_EQ(surface.RowText(0), "   ab");
  canvas.Put(-1, 1, "abc");
  EXPECT_EQ(surface.RowText(1), "bc");
  canvas.Put(0, 2, "outside");
  canvas.Put(0, -1, "outside");
}

TEST(Surface, AWideCharacterAtTheEdgeBecomesBlank) {
  Surface surface({3, 2});
  const Canvas canvas(surface);
  canvas.Put(0, 0, "ab\u6F22");
  EXPECT_EQ(surface.RowText(0), "ab");
  canvas.Put(-1, 1, "\u6F22x");
  EXPECT_EQ(surface.RowText(1), " x");
}

TEST(Surface, HalfOfAWideCharacterNeverStays) {
  Surface surface({4, 1});
  const Canvas canvas(surface);
  canvas.Put(0, 0, "\u6F22\u5B57");
  canvas.Put(1, 0, "x");
  EXPECT_EQ(surface.RowText(0), " x\u5B57");
  canvas.Put(2, 0, "y");
  EXPECT_EQ(surface.RowText(0), " xy");
  EXPECT_EQ(RowWidth(surface, 0), 4);
}

TEST(Canvas, ASubCanvasHasItsOwnOriginAndEdges) {
  Surface surface({6, 3});
  const Canvas part = Canvas(surface).Sub({1, 1, 3, 1});
  part.Put(0, 0, "abcdef");
  part.Put(0, 1, "below");
  EXPECT_EQ(surface.RowText(0), "");
  EXPECT_EQ(surface.RowText(1), " abc");
  EXPECT_EQ(surface.RowText(2), "");
}

TEST(Canvas, ASubCanvasNeverLeavesItsParent) {
  Surface surface({4, 4});
  const Canvas part = Canvas(surface).Sub({2, 2, 100, 100});
  EXPECT_EQ(part.width(), 2);
  EXPECT_EQ(part.height(), 2);
  EXPECT_EQ(part.Sub({-5, 0, 1, 1}).width(), 0);
}

TEST(Canvas, RightAlignedTextEndsBeforeItsColumn) {
  Surface surface({6, 1});
  EXPECT_EQ(Canvas(surface).PutRight(5, 0, "abc"), 2);
  EXPECT_EQ(surface.RowText(0), "  abc");
}

RC_GTEST_PROP(Surface, RowsAlwaysAddUpToTheWidth, ()) {
  const int width = *rc::gen::inRange(1, 12);
  Surface surface({width, 1});
  const Canvas canvas(surface);
  const auto texts = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
      std::vector<std::string>{"a", "\u6F22", "b\u0301c", "\u6F22\u5B57x", " "}));
  for (const std::string& text : texts) {
    canvas.Put(*rc::gen::inRange(-3, width + 2), 0, text);
    RC_ASSERT(RowWidth(surface, 0) == width);
  }
}

}  // namespace
}  // namespace ponder
