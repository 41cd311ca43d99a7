#include "app/config_file.h"

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

Result<ConfigFile> Read(std::string_view text) {
  const testing::TempFolder folder;
  return ReadConfigFile(folder.Write("config.toml", text));
}

// The message without the folder.
std::string Refused(std::string_view text) {
  const auto config = Read(text);
  if (config) return "accepted";
  EXPECT_EQ(config.error().code, ErrorCode::kConfig);
  const std::string message = Describe(config.error());
  return message.substr(message.find("config.toml"));
}

TEST(ConfigFile, SettingsByNameThemeAndModel) {
  const auto config = Read(
      "temp = 0.5\ntop-k = 40\nthink = false\nseed = \"random\"\n"
      "rep-penalty = 1\ntheme = \"light\"\nmodel = \"~/m\"\n");
  ASSERT_TRUE(config) << Describe(config.error());
  Settings settings{.seed = 9};
  config->settings.ApplyTo(settings);
  EXPECT_EQ(settings, (Settings{.temp = 0.5f, .top_k = 40, .think = false}));
  EXPECT_EQ(config->theme, "light");
  EXPECT_EQ(config->model, "~/m");
}

TEST(ConfigFile, NoneAndEmptyAreFine) {
  EXPECT_TRUE(ReadConfigFile("/nowhere/config.toml"));
  EXPECT_TRUE(Read(""));
}

TEST(ConfigFile, ErrorsNameTheLine) {
  EXPECT_EQ(Refused("\n\ntemp = 5\n"),
            "config.toml:3: temp: want a number from 0 to 2 (0 = greedy), got \"5\"");
  EXPECT_EQ(Refused("tmep = 1\n"), "config.toml:1: unknown setting \"tmep\"; did you mean temp?");
  EXPECT_TRUE(Refused("temp = \n").starts_with("config.toml:1: ")) << Refused("temp = \n");
  EXPECT_EQ(Refused("theme = 3"), "config.toml:1: theme wants text in quotes");
  EXPECT_TRUE(Refused("[table]\nx = 1").starts_with("config.toml:1: unknown setting \"table\""));
  EXPECT_NE(Refused("temp = [1, 2]"), "accepted");
  EXPECT_NE(Refused("temp = 1\ntemp = 2"), "accepted");
}

TEST(ConfigFile, AFolderIsNoFile) {
  const testing::TempFolder folder;
  EXPECT_EQ(ReadConfigFile(folder.path()).error().code, ErrorCode::kConfig);
}

TEST(SettingOverrides, LaterOnesWin) {
  SettingOverrides file, flags;
  ASSERT_TRUE(file.Set(*FindSetting("temp"), "0.1"));
  ASSERT_TRUE(file.Set(*FindSetting("top-k"), "10"));
  ASSERT_TRUE(flags.Set(*FindSetting("temp"), "0.9"));
  file.Add(flags);
  Settings settings;
  file.ApplyTo(settings);
  EXPECT_EQ(settings, (Settings{.temp = 0.9f, .top_k = 10}));
}

}  // namespace
}  // namespace ponder
