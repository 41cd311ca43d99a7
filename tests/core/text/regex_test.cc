#include "core/text/regex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/text/oniguruma.h"

namespace ponder {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> Matches(std::string_view pattern, std::string_view text) {
  const auto regex = Regex::Compile(pattern, "test");
  if (!regex) return {regex.error().message};
  MatchWorkspace workspace;
  std::vector<std::string> found;
  for (const TextRange& range : regex->FindAll(text, workspace)) {
    found.emplace_back(text.substr(range.begin, range.end - range.begin));
  }
  return found;
}

TEST(Regex, MeansWhatRubyMeans) {
  EXPECT_THAT(Matches(R"(\d{1,2}+)", "12345"), ElementsAre("12345"));  // not possessive
  EXPECT_THAT(Matches(R"((?:a|b){2}+c)", "ababc"), ElementsAre("ababc"));
  EXPECT_THAT(Matches(R"(x{,2}y)", "xxxy"), ElementsAre("xxy"));
  EXPECT_THAT(Matches(R"(\h+)", "xyz12aF g"), ElementsAre("12aF"));
  EXPECT_THAT(Matches(R"(\w+)", "e\u0301\u00BD \u2460"), ElementsAre("e\u0301\u00BD"));
  EXPECT_THAT(Matches(R"(\s)", "a\u180Eb\u3000"), ElementsAre("\u3000"));
  EXPECT_THAT(Matches(R"(^.)", "a\nb"), ElementsAre("a", "b"));
  EXPECT_THAT(Matches(R"(a$)", "a\na"), ElementsAre("a", "a"));
  EXPECT_THAT(Matches(R"((?m:a.b))", "a\nb"), ElementsAre("a\nb"));
  EXPECT_THAT(Matches(R"(\u0061+)", "baa"), ElementsAre("aa"));
  EXPECT_THAT(Matches(R"(\p{^L}+)", "a12b"), ElementsAre("12"));
  EXPECT_THAT(Matches(R"(\p{Letter}+)", "1ab2"), ElementsAre("ab"));
  EXPECT_THAT(Matches(R"(\p{Han}+)", "a\u4E16\u3002"), ElementsAre("\u4E16"));  // no extensions
}

TEST(Regex, CombinesCharacterClasses) {
  EXPECT_THAT(Matches("[a-f&&[^c]]+", "abcdef"), ElementsAre("ab", "def"));
  EXPECT_THAT(Matches("[^a-f&&[^c]]+", "abcxdef"), ElementsAre("cx"));
  EXPECT_THAT(Matches("[a[bc]x]+", "abcdx"), ElementsAre("abc", "x"));
  EXPECT_THAT(Matches("[a[^a-y]]+", "abz"), ElementsAre("a", "z"));
  EXPECT_THAT(Matches("[^a[^a-y]]+", "abz"), ElementsAre("b"));
  EXPECT_THAT(Matches("[[:alpha:]&&[^[a-m]]]+", "mnop"), ElementsAre("nop"));
  EXPECT_THAT(Matches("[]a]+", "a]b"), ElementsAre("a]"));
}

TEST(Regex, EmptyMatchesMoveOn) {
  EXPECT_THAT(Matches("x*", "axb"), ElementsAre("", "x", ""));
  EXPECT_THAT(Matches("(?=l)|z", "h\u00E9ll"), ElementsAre("", ""));
  EXPECT_THAT(Matches("$", "\u00E9"), ElementsAre(""));
}

TEST(Regex, LiteralsHaveNoSyntax) {
  const auto regex = Regex::Literal(".", "test");
  ASSERT_TRUE(regex.has_value());
  MatchWorkspace workspace;
  EXPECT_THAT(regex->FindAll("a.b", workspace), ElementsAre(TextRange{1, 2}));
  EXPECT_EQ(regex->ReplaceAll("a.b.", "$0", 6, workspace), "a$0b$0");
  EXPECT_EQ(regex->ReplaceAll("a.b.", "$0", 5, workspace), "a$0b.");
}

TEST(Regex, NamesWhatIsWrong) {
  EXPECT_THAT(Matches("a(", "")[0], HasSubstr("not a regular expression we can use"));
  EXPECT_THAT(Matches("[a", "")[0], HasSubstr("without its ']'"));
  EXPECT_THAT(Matches(R"([\W])", "")[0], HasSubstr("not supported"));
  EXPECT_THAT(Matches(std::string(1 << 17, 'a'), "")[0], HasSubstr("want a pattern of at most"));
  EXPECT_THAT(Matches(std::string(5000, '['), "")[0], HasSubstr("nested so deep"));
}

TEST(Regex, RunsOutOfStepsInsteadOfHanging) {
  const std::string text(64, 'a');
  EXPECT_THAT(Matches("(a+)+(a+)+(a+)+$b", text), ElementsAre());
}

}  // namespace
}  // namespace ponder
