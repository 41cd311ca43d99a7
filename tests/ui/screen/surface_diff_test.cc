#include "ui/screen/surface_diff.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ponder {
namespace {

Surface With(int x, std::string_view text) {
  Surface surface({8, 2});
  Canvas(surface).Put(x, 1, text);
  return surface;
}

TEST(DiffSurfaces, EqualSurfacesDifferNowhere) {
  EXPECT_TRUE(DiffSurfaces(With(2, "abc"), With(2, "abc")).empty());
}

TEST(DiffSurfaces, OnlyWhatChanged) {
  EXPECT_EQ(DiffSurfaces(With(2, "abcd"), With(2, "aXcY")),
            (std::vector<CellRun>{{3, 1, 1}, {5, 1, 1}}));
}

TEST(DiffSurfaces, AStyleIsAChange) {
  Surface after = With(2, "abc");
  after.SetStyle(3, 1, {Role::kError});
  EXPECT_EQ(DiffSurfaces(With(2, "abc"), after), (std::vector<CellRun>{{3, 1, 1}}));
}

TEST(DiffSurfaces, RunsHoldWholeCharacters) {
  EXPECT_EQ(DiffSurfaces(With(2, "ab"), With(2, "\u6F22")), (std::vector<CellRun>{{2, 1, 2}}));
  EXPECT_EQ(DiffSurfaces(With(2, "\u6F22"), With(2, "\u5B57")), (std::vector<CellRun>{{2, 1, 2}}));
}

TEST(DiffSurfaces, AnotherSizeIsAllNew) {
  EXPECT_EQ(DiffSurfaces(Surface({3, 2}), Surface({4, 2})),
            (std::vector<CellRun>{{0, 0, 4}, {0, 1, 4}}));
}

RC_GTEST_PROP(DiffSurfaces, CopyingTheRunsMakesThemEqual, ()) {
  const auto draw = [](Surface& surface) {
    const Canvas canvas(surface);
    for (int i = 0; i < *rc::gen::inRange(0, 8); ++i) {
      canvas.Put(*rc::gen::inRange(0, 9), *rc::gen::inRange(0, 2),
                 *rc::gen::elementOf(std::vector<std::string>{"a", "\u6F22", "b\u0301", "xyz"}));
    }
  };
  Surface before({9, 2});
  draw(before);
  Surface after = before;
  draw(after);
  for (const CellRun& run : DiffSurfaces(before, after)) {
    RC_ASSERT(after.at(run.x, run.y).width > 0);
    for (int x = run.x; x < run.x + run.length; ++x) {
      if (after.at(x, run.y).width > 0) before.Place(x, run.y, after.at(x, run.y));
    }
  }
  RC_ASSERT(before == after);
}

}  // namespace
}  // namespace ponder
