// The rule of TRY (core/base/result.h): behind another element of a braced list, or of a lambda's
// capture, its return leaks that element.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>

namespace {

namespace fs = std::filesystem;

// Line comments, strings and characters are blanked, so that brackets in them do not count.
std::string CodeOnly(std::string source) {
  static const std::regex kNoCode(R"re(//[^\n]*|"(\\.|[^"\\\n])*"|'(\\.[^'\n]*|[^'\\\n])')re");
  std::string code = source;
  for (std::sregex_iterator match(source.begin(), source.end(), kNoCode), end; match != end;
       ++match) {
    std::fill_n(code.begin() + match->position(), match->length(), ' ');
  }
  return code;
}

// A brace behind a head of some kind, "if (x)", "else", "[&]", "-> T", opens statements, any other
// one a list.
bool OpensStatements(std::string_view before) {
  static const std::regex kHead(
      R"re(([)\]]|\b(else|do|try|const|noexcept|override|final|mutable)|)re"
      R"re((\bcase [^:,]+|\bdefault)\s*:|[)\]]\s*->[\w\s:*&]+(<[\w\s:<>,*&]*>)?)\s*$)re");
  constexpr size_t kLongestHead = 100;
  before.remove_prefix(before.size() - std::min(before.size(), kLongestHead));
  return std::regex_search(before.begin(), before.end(), kHead);
}

// Does an element stand before what begins at `position`, in any list around it? A comma between
// template arguments is taken for one, too; a local variable for the TRY helps then.
bool StandsBehindAnElement(std::string_view code, size_t position) {
  size_t closed = 0;
  bool comma = false;
  while (position-- > 0) {
    const char c = code[position];
    const bool opens = c == '(' || c == '[' || c == '{';
    if (c == ')' || c == ']' || c == '}') {
      ++closed;
    } else if (opens && closed > 0) {
      --closed;
    } else if (opens) {
      if (c == '{' && OpensStatements(code.substr(0, position))) return false;
      if (c != '(' && comma) return true;
      comma = false;
    } else if (closed == 0) {
      if (c == ';') return false;
      if (c == ',') comma = true;
    }
  }
  return false;
}

std::string LeakingLines(const std::string& source) {
  const std::string code = CodeOnly(source);
  std::string lines;
  for (size_t at = code.find("TRY("); at != std::string::npos; at = code.find("TRY(", at + 1)) {
    if (!StandsBehindAnElement(code, at)) continue;
    lines += " " + std::to_string(1 + std::count(code.begin(), code.begin() + at, '\n'));
  }
  return lines;
}

TEST(Try, PlacesThatLeakAreFound) {
  EXPECT_EQ(LeakingLines("Pair pair{Make(), TRY(Read())};"), " 1");
  EXPECT_EQ(LeakingLines("Pair pair{.a = Make(),\n .b = Of(1, TRY(Read()))};"), " 2");
  EXPECT_EQ(LeakingLines("auto f = [a, b = TRY(Read())] {};"), " 1");
  EXPECT_EQ(LeakingLines("f({{Make()}, TRY(Read())});"), " 1");
  EXPECT_EQ(LeakingLines("return Redo{Make(), TRY(Read())};"), " 1");
  EXPECT_EQ(LeakingLines("F(p->a, Pair{Make(), TRY(Read())});"), " 1");
  EXPECT_EQ(LeakingLines("G(a ? b : Pair{Make(), TRY(Read())});"), " 1");
}

TEST(Try, PlacesThatDoNotAreLeftAlone) {
  EXPECT_EQ(LeakingLines("Pair pair{TRY(Read()), Make()};"), "");
  EXPECT_EQ(LeakingLines("if (a) {\n  int b = 1, c = 2;\n  Call(b, TRY(Read()));\n}"), "");
  EXPECT_EQ(LeakingLines("const auto f = [a, b](int c, int d) { return TRY(Read()); };"), "");
  EXPECT_EQ(LeakingLines("Row{a, [&] { return TRY(Read()); }}"), "");
  EXPECT_EQ(LeakingLines("Row{a, [](int b) -> Result<T> { return TRY(Read(b)); }}"), "");
  EXPECT_EQ(LeakingLines("case kA: {\n  Pair<A, B> b = TRY(Read());\n}"), "");
  EXPECT_EQ(LeakingLines("if (a) {\n} else {\n  Pair<A, B> b = TRY(Read());\n}"), "");
  EXPECT_EQ(LeakingLines("void F() override {\n  Pair<A, B> b = TRY(Read());\n}"), "");
  EXPECT_EQ(LeakingLines("const char c = '{', d = '\\x1b';\nint a, b = TRY(Read());"), "");
  EXPECT_EQ(LeakingLines("// {a, TRY(b)}\nLog(\"{, \", TRY(Read()));"), "");
}

TEST(Try, NoneLeaks) {
  size_t num_files = 0;
  for (const char* folder : {"core", "ui", "app", "tests"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(PONDER_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
      std::stringstream source;
      source << std::ifstream(entry.path()).rdbuf();
      EXPECT_EQ(LeakingLines(source.str()), "") << entry.path();
      ++num_files;
    }
  }
  EXPECT_GT(num_files, 300u) << "the check itself is broken";
}

}  // namespace
