#include "app/clipboard.h"

#include <gtest/gtest.h>

#include "app/code_blocks.h"

namespace ponder {
namespace {

// RFC 4648, section 10.
TEST(Base64, AsTheStandardSays) {
  EXPECT_EQ(Base64(""), "");
  EXPECT_EQ(Base64("f"), "Zg==");
  EXPECT_EQ(Base64("fo"), "Zm8=");
  EXPECT_EQ(Base64("foo"), "Zm9v");
  EXPECT_EQ(Base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Base64("\xff\xfe\xfd"), "//79");
}

TEST(ClipboardSequence, IsOsc52) {
  EXPECT_EQ(*ClipboardSequence("foo", false), "\033]52;c;Zm9v\a");
}

TEST(ClipboardSequence, InsideTmuxItIsSentBothWays) {
  EXPECT_EQ(*ClipboardSequence("foo", true),
            "\033]52;c;Zm9v\a\033Ptmux;\033\033]52;c;Zm9v\a\033\\");
}

TEST(ClipboardSequence, TooLongATextIsRefused) {
  EXPECT_TRUE(ClipboardSequence(std::string(kMaxClipboardBytes, 'x'), false));
  const auto refused = ClipboardSequence(std::string(kMaxClipboardBytes + 1, 'x'), false);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("use /save"), std::string::npos);
}

TEST(LastCodeBlock, IsTheLastPairOfFences) {
  EXPECT_EQ(LastCodeBlock("```\na\n```\ntext\n~~~c\nb\n```\n~~~\n"), "b\n```\n");
  EXPECT_EQ(LastCodeBlock("no code"), "");
  EXPECT_EQ(LastCodeBlock("```\nunfinished"), "unfinished\n");
}

}  // namespace
}  // namespace ponder
