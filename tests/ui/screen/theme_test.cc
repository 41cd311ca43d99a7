#include "ui/screen/theme.h"

#include <gtest/gtest.h>

#include "themes/embedded.h"

namespace ponder {
namespace {

std::string ErrorOf(std::string_view text) {
  const auto theme = ParseTheme("test", text, "test.theme");
  return theme ? "" : Describe(theme.error());
}

TEST(Theme, RolesGetColoursAndAttributes) {
  const auto theme = ParseTheme("test",
                                "# comment\n"
                                "accent = cyan on bright-black bold underline # more\n"
                                "\n"
                                "dim = default faint\n",
                                "test.theme");
  ASSERT_TRUE(theme);
  EXPECT_EQ((*theme)[Role::kAccent], (RoleStyle{6, 8, kBold | kUnderline}));
  EXPECT_EQ((*theme)[Role::kDim], (RoleStyle{kDefaultColour, kDefaultColour, kFaint}));
  EXPECT_EQ((*theme)[Role::kCode], RoleStyle());
}

TEST(Theme, MistakesAreNamedWithTheirLine) {
  EXPECT_EQ(ErrorOf("dim = grey"),
            "test.theme:1: unknown colour 'grey'; want default, one of black red green yellow blue "
            "magenta cyan white, or bright- and one of these");
  EXPECT_NE(ErrorOf("\n\ndim = red blinking").find("test.theme:3: unknown attribute 'blinking'"),
            std::string::npos);
  EXPECT_NE(ErrorOf("shade = red").find("found 'shade'"), std::string::npos);
  EXPECT_NE(ErrorOf("dim red").find("want 'role = colour'"), std::string::npos);
  EXPECT_NE(ErrorOf("dim =").find("want a colour after '='"), std::string::npos);
  EXPECT_NE(ErrorOf("dim = red on").find("want a colour after 'on'"), std::string::npos);
  EXPECT_NE(ErrorOf("dim = red\ndim = red").find("test.theme:2: role 'dim' is given twice"),
            std::string::npos);
  EXPECT_EQ(ErrorOf("dim = \x1b[31m").find('\x1b'), std::string::npos);
}

TEST(EmbeddedThemes, AllParseAndNameEveryRole) {
  bool has_dark = false;
  ASSERT_GE(EmbeddedThemes().size(), 2);
  for (const EmbeddedTheme& embedded : EmbeddedThemes()) {
    const auto theme =
        ParseTheme(std::string(embedded.name), embedded.text, std::string(embedded.name));
    ASSERT_TRUE(theme) << Describe(theme.error());
    has_dark = has_dark || theme->name == "dark";
    for (int i = 0; i < kNumRoles; ++i) {
      const std::string line = "\n" + std::string(Name(static_cast<Role>(i))) + " ";
      EXPECT_NE(embedded.text.find(line), std::string_view::npos) << embedded.name << line;
    }
  }
  EXPECT_TRUE(has_dark);
}

// What looks the same to a colour-blind reader or on a monochrome screen must differ in another
// way.
TEST(EmbeddedThemes, TheSelectionShowsWithoutColour) {
  for (const EmbeddedTheme& embedded : EmbeddedThemes()) {
    const auto theme =
        ParseTheme(std::string(embedded.name), embedded.text, std::string(embedded.name));
    EXPECT_NE((*theme)[Role::kSelected].attributes, (*theme)[Role::kText].attributes);
    EXPECT_NE((*theme)[Role::kHeading].attributes, (*theme)[Role::kText].attributes);
    EXPECT_NE((*theme)[Role::kThoughtText].attributes, (*theme)[Role::kText].attributes);
  }
}

}  // namespace
}  // namespace ponder
