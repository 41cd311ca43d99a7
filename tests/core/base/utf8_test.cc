#include "core/base/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace ponder {
namespace {

TEST(Utf8, ReplacesEachMaximalInvalidSubpart) {
  EXPECT_EQ(ReplaceInvalidUtf8("a\xF0\x9F\x98z"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(ReplaceInvalidUtf8("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(ReplaceInvalidUtf8("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(ReplaceInvalidUtf8("ok \xE2\x82\xAC"), "ok \xE2\x82\xAC");
}

TEST(Utf8, EveryCharacterSurvivesTheRoundTrip) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(c, text);
    const Decoded decoded = DecodeUtf8(text);
    ASSERT_TRUE(decoded.valid);
    ASSERT_EQ(decoded.code_point, c);
    ASSERT_EQ(decoded.num_bytes, text.size());
  }
}

TEST(Utf8, FindsIncompleteTail) {
  EXPECT_EQ(IncompleteUtf8Tail("a"), 0u);
  EXPECT_EQ(IncompleteUtf8Tail("a\xE2\x82"), 2u);
  EXPECT_EQ(IncompleteUtf8Tail("\xF0\x9F\x98"), 3u);
  EXPECT_EQ(IncompleteUtf8Tail("\xE2\x82\xAC"), 0u);
  EXPECT_EQ(IncompleteUtf8Tail("\xFF"), 0u);
  EXPECT_EQ(IncompleteUtf8Tail("\xE0\x80"), 0u);  // can never become a character
}

TEST(Utf8, VisibleLineHasNoControls) {
  EXPECT_EQ(VisibleLine("a\x1b[31mb\nc\td"), "a\xEF\xBF\xBD[31mb c d");
  rc::check("no byte sequence yields a control", [](const std::string& bytes) {
    std::string visible = VisibleLine(bytes);
    std::string_view rest = visible;
    while (!rest.empty()) {
      const Decoded decoded = DecodeUtf8(rest);
      RC_ASSERT(decoded.valid);
      RC_ASSERT(!IsControl(decoded.code_point));
      rest.remove_prefix(decoded.num_bytes);
    }
  });
}

}  // namespace
}  // namespace ponder
