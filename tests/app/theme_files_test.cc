#include "app/theme_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace ponder {
namespace {

class ThemeFilesTest : public ::testing::Test {
 protected:
  ThemeFilesTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
  }

  const std::string folder_ = ::testing::TempDir() + "/ponder_themes";
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
  Write("mine.theme", "accent = red\n");
  EXPECT_FALSE(LoadTheme("../ponder_themes/mine", {folder_}));
  EXPECT_FALSE(LoadTheme("", {folder_}));
}

}  // namespace
}  // namespace ponder
