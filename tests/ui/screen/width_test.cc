#include "ui/screen/width.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <wchar.h>

#include <clocale>

#include "core/base/utf8.h"

namespace ponder {
namespace {

std::u32string Marks(const Cluster& cluster) {
  std::u32string marks;
  for (const char32_t c : cluster.text) {
    if (c != 0) marks.push_back(c);
  }
  return marks;
}

TEST(NextCluster, AsciiIsOneColumnEach) {
  const Cluster cluster = NextCluster("ab");
  EXPECT_EQ(Marks(cluster), U"a");
  EXPECT_EQ(cluster.width, 1);
  EXPECT_EQ(cluster.num_bytes, 1);
}

TEST(NextCluster, EmptyTextHasNone) { EXPECT_EQ(NextCluster("").num_bytes, 0); }

TEST(NextCluster, WideCharactersTakeTwoColumns) {
  EXPECT_EQ(NextCluster("\u6F22\u5B57").width, 2);
  EXPECT_EQ(NextCluster("\U0001F600").width, 2);
}

TEST(NextCluster, MarksJoinTheirBaseUpToThree) {
  const Cluster cluster = NextCluster("e\u0301\u0302\u0303\u0304\u0305x");
  EXPECT_EQ(Marks(cluster), U"e\u0301\u0302\u0303");
  EXPECT_EQ(cluster.width, 1);
  EXPECT_EQ(cluster.num_bytes, 11);
}

TEST(NextCluster, AMarkWithoutABaseGetsOne) {
  EXPECT_EQ(Marks(NextCluster("\u0301x")), U"\u25CC\u0301");
}

TEST(NextCluster, AnEmojiSequenceIsShownAsItsMembers) {
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
  EXPECT_EQ(Marks(NextCluster(family)), U"\U0001F468");
  EXPECT_EQ(TextWidth(family), 6);
}

TEST(NextCluster, SkinTonesAndVariationSelectorsAreLeftOut) {
  EXPECT_EQ(Marks(NextCluster("\U0001F44D\U0001F3FD")), U"\U0001F44D");
  EXPECT_EQ(TextWidth("\U0001F44D\U0001F3FD"), 2);
  EXPECT_EQ(TextWidth("\u2764\uFE0F"), 1);
}

TEST(NextCluster, ControlsAndInvisibleCharactersBecomeVisible) {
  for (const char* text : {"\x1b", "\x07", "\x7f", "\u009B", "\u202E", "\u2066", "\u200B", "\u00AD",
                           "\u2060", "\uFEFF", "\U000E0041", "\u3164", "\n", "\t", "\uFE0F"}) {
    EXPECT_EQ(Marks(NextCluster(text)), U"\uFFFD") << ::testing::PrintToString(text);
    EXPECT_EQ(NextCluster(text).width, 1);
  }
}

TEST(NextCluster, AJoinerStaysWithTheLettersItShapes) {
  EXPECT_EQ(Marks(NextCluster("\u0645\u200C")), U"\u0645\u200C");
  EXPECT_EQ(Marks(NextCluster("a\u200C")), U"a");
}

TEST(NextCluster, BrokenUtf8BecomesVisible) {
  EXPECT_EQ(Marks(NextCluster("\xff")), U"\uFFFD");
  EXPECT_EQ(NextCluster("\xE6\xBC").num_bytes, 2);
}

RC_GTEST_PROP(NextCluster, ConsumesEveryByteAndNeverLeaksAControl, (const std::string& text)) {
  size_t consumed = 0;
  while (consumed < text.size()) {
    const Cluster cluster = NextCluster(std::string_view(text).substr(consumed));
    RC_ASSERT(cluster.num_bytes > 0U);
    RC_ASSERT(cluster.width == 1 || cluster.width == 2);
    for (const char32_t c : cluster.text) RC_ASSERT(c == 0 || !IsControl(c));
    consumed += cluster.num_bytes;
  }
  RC_ASSERT(consumed == text.size());
}

// curses asks the C library; where the two disagree it would misplace what follows.
TEST(NextCluster, AgreesWithTheCLibraryOnCommonScripts) {
  ASSERT_NE(std::setlocale(LC_CTYPE, "C.UTF-8"), nullptr);
  const auto check = [](char32_t first, char32_t last) {
    for (char32_t c = first; c <= last; ++c) {
      std::string text;
      AppendUtf8(c, text);
      const Cluster cluster = NextCluster(text);
      if (cluster.text[0] != c) continue;
      EXPECT_EQ(wcwidth(static_cast<wchar_t>(c)), cluster.width) << std::hex << uint32_t{c};
    }
  };
  check(0x20, 0x52F);       // Latin, Greek, Cyrillic
  check(0x2010, 0x205E);    // punctuation
  check(0x2190, 0x23E8);    // arrows, mathematics
  check(0x2500, 0x25FC);    // boxes, shapes
  check(0x3041, 0x30FF);    // kana
  check(0x4E00, 0x9FFF);    // CJK
  check(0xAC00, 0xD7A3);    // Hangul
  check(0x1F600, 0x1F64F);  // emoji
}

TEST(FitBytes, CountsColumnsNotBytes) {
  EXPECT_EQ(FitBytes("abc", 2), 2);
  EXPECT_EQ(FitBytes("\u6F22\u5B57", 3), 3);
  EXPECT_EQ(FitBytes("abc", 0), 0);
  EXPECT_EQ(FitBytes("abc", 9), 3);
}

TEST(FitTail, TakesTheEnd) {
  EXPECT_EQ(FitTail("abcdef", 2), 4);
  EXPECT_EQ(FitTail("a\u6F22\u5B57", 3), 4);
}

TEST(Elide, CutsOnlyWhereSomethingIsMissing) {
  EXPECT_EQ(Elide("abcdef", 6, "~"), "abcdef");
  EXPECT_EQ(Elide("abcdefg", 6, "~"), "abcde~");
  EXPECT_EQ(Elide("\u6F22\u5B57\u6F22", 4, "~"), "\u6F22~");
  EXPECT_EQ(Elide("abc", 0, "~"), "");
}

}  // namespace
}  // namespace ponder
