#include "ui/view/overlay.h"

#include <gtest/gtest.h>

#include "ui/view/page.h"
#include "ui/view/prompt_view.h"

namespace ponder {
namespace {

TEST(Notice, StandsAboveTheInputLineAndSaysErrorInWords) {
  Surface surface({30, 4});
  EXPECT_EQ(DrawNotice({Notice::Kind::kError, "bad \x1b thing"}, UnicodeGlyphs(), Canvas(surface)),
            1);
  EXPECT_EQ(surface.RowText(3), "  \u25AA error: bad \uFFFD thing");
}

TEST(Notice, ALongOneIsBounded) {
  Surface surface({20, 3});
  EXPECT_EQ(
      DrawNotice({Notice::Kind::kNote, std::string(500, 'x')}, UnicodeGlyphs(), Canvas(surface)),
      3);
  EXPECT_TRUE(surface.RowText(2).ends_with("\u2026"));
}

TEST(Suggestions, TheChosenOneIsInSight) {
  Suggestions suggestions;
  for (int i = 0; i < 20; ++i) suggestions.entries.push_back({"/c" + std::to_string(i), "help"});
  suggestions.chosen = 15;
  Surface surface({40, 10});
  EXPECT_EQ(DrawSuggestions(suggestions, UnicodeGlyphs(), Canvas(surface)), 8);
  EXPECT_NE(surface.RowText(9).find("/c15"), std::string::npos);
  EXPECT_EQ(surface.at(2, 9).style.role, Role::kSelected);
}

TEST(Prompt, GrowsToFortyPercent) {
  PromptState state;
  for (int i = 0; i < 30; ++i) state.draft += "line\n";
  state.cursor = state.draft.size();
  EXPECT_EQ(PromptHeight(state, {80, 24}, UnicodeGlyphs()), 9);
  EXPECT_EQ(PromptHeight({}, {80, 24}, UnicodeGlyphs()), 1);
  Surface surface({80, 9});
  const auto cursor = DrawPrompt(state, UnicodeGlyphs(), Canvas(surface));
  EXPECT_EQ(cursor, (Point{2, 8}));
}

TEST(Prompt, TheCursorIsAlwaysInside) {
  for (int width = 1; width < 12; ++width) {
    for (size_t cursor = 0; cursor <= 8; ++cursor) {
      Surface surface({width, 2});
      const PromptState state{.draft = "abcdefgh", .cursor = cursor, .question = "(search)`x': "};
      const auto point = DrawPrompt(state, UnicodeGlyphs(), Canvas(surface));
      ASSERT_TRUE(point);
      EXPECT_LT(point->x, width);
      EXPECT_LT(point->y, 2);
      EXPECT_GE(point->x, 0);
    }
  }
}

TEST(Page, ScrollsNoFurtherThanItsEnd) {
  PageState page{.title = "help", .lines = {}, .scroll = 1000};
  for (int i = 0; i < 30; ++i) page.lines.push_back({"key" + std::to_string(i), "what it does"});
  Surface surface({60, 10});
  EXPECT_EQ(DrawPage(page, Canvas(surface)), 22);
  EXPECT_NE(surface.RowText(9).find("key29"), std::string::npos);
}

}  // namespace
}  // namespace ponder
