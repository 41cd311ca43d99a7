#include "app/theme_files.h"

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

class ThemeFilesTest : public ::testing::Test {
 protected:
  void Write(const std::string& name, const std::string& text) { temp_.Write(name, text); }

  const testing::TempFolder temp_;
  const std::string& folder_ = temp_.path();
};

TEST_F(ThemeFilesTest, EmbeddedOnesAreAlwaysThere) {
  EXPECT_EQ(LoadTheme("dark", {})->name, "dark");
  EXPECT_EQ(ThemeNames({}), (std::vector<std::string>{"dark", "light"}));
}

TEST_F(ThemeFilesTest, AFileIsFoundByItsNameAndComesFirst) {
  Write("mine.theme", "accent = red\n");
  Write("dark.theme", "accent = green\n");
  EXPECT_EQ((*LoadTheme("mine", {folder_}))[Role::kAccent].foreground, 1);
  EXPECT_EQ((*LoadTheme("dark", {folder_}))[Role::kAccent].foreground, 2);
  EXPECT_EQ(ThemeNames({folder_, "/no/such"}), (std::vector<std::string>{"dark", "light", "mine"}));
}

TEST_F(ThemeFilesTest, MistakesNameTheFile) {
  Write("mine.theme", "\naccent = mauve\n");
  const auto theme = LoadTheme("mine", {folder_});
  ASSERT_FALSE(theme);
  EXPECT_EQ(theme.error().where, folder_ + "/mine.theme:2");
  EXPECT_EQ(theme.error().code, ErrorCode::kConfig);
}

TEST_F(ThemeFilesTest, ANameNeverLeavesItsFolder) {
  Write("inner/mine.theme", "accent = red\n");
  Write("other/mine.theme", "accent = red\n");
  EXPECT_FALSE(LoadTheme("../inner/mine", {folder_ + "/other"}));
  EXPECT_FALSE(LoadTheme("", {folder_ + "/other"}));
}

}  // namespace
}  // namespace ponder
