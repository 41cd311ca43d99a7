#include "core/chat/settings.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <set>

namespace ponder {
namespace {

const SettingRow& Row(std::string_view name) {
  const SettingRow* row = FindSetting(name);
  EXPECT_NE(row, nullptr) << name;
  return *row;
}

TEST(Settings, RowsAreWhatTheGuideSays) {
  std::vector<std::string_view> names;
  for (const SettingRow& row : SettingRows()) names.push_back(row.name);
  EXPECT_EQ(names, (std::vector<std::string_view>{"temp", "top-p", "top-k", "min-p", "rep-penalty",
                                                  "rep-ctx", "min-tokens", "max-tokens", "seed",
                                                  "think", "think-budget", "pace"}));
  EXPECT_EQ(FindSetting("tempo"), nullptr);
}

TEST(Settings, EveryRowHasHelp) {
  for (const SettingRow& row : SettingRows()) {
    EXPECT_FALSE(row.help.empty()) << row.name;
    EXPECT_GT(row.step, 0) << row.name;
  }
}

TEST(Settings, DefaultsLieInTheirRanges) {
  for (const SettingRow& row : SettingRows()) {
    const Settings defaults;
    Settings parsed;
    EXPECT_TRUE(ParseSetting(row, FormatSetting(row, defaults), parsed)) << row.name;
    EXPECT_EQ(parsed, defaults) << row.name;
  }
}

TEST(Settings, ArrowsMoveOnTheGridAndStopAtTheEnds) {
  Settings settings{.temp = 0.7f, .max_tokens = 4096};
  StepSetting(Row("temp"), 1, settings);
  EXPECT_FLOAT_EQ(settings.temp, 0.75f);
  StepSetting(Row("temp"), -100, settings);
  EXPECT_FLOAT_EQ(settings.temp, 0.0f);
  settings.temp = 0.72f;
  StepSetting(Row("temp"), 1, settings);
  EXPECT_FLOAT_EQ(settings.temp, 0.75f);
  settings.temp = 0.72f;
  StepSetting(Row("temp"), -1, settings);
  EXPECT_FLOAT_EQ(settings.temp, 0.70f);
  StepSetting(Row("max-tokens"), -100, settings);
  EXPECT_EQ(settings.max_tokens, 1);
  StepSetting(Row("max-tokens"), 1, settings);
  EXPECT_EQ(settings.max_tokens, 256);
  StepSetting(Row("think"), -1, settings);
  EXPECT_FALSE(settings.think);
}

TEST(Settings, ArrowsFromARandomSeed) {
  Settings settings;
  StepSetting(Row("seed"), -1, settings);
  EXPECT_EQ(settings.seed, std::nullopt);
  StepSetting(Row("seed"), 1, settings);
  EXPECT_EQ(settings.seed, 0);
  StepSetting(Row("seed"), 2, settings);
  EXPECT_EQ(settings.seed, 2);
  StepSetting(Row("seed"), -3, settings);
  EXPECT_EQ(settings.seed, std::nullopt);
  settings.seed = std::numeric_limits<uint64_t>::max();
  StepSetting(Row("seed"), 1, settings);
  EXPECT_EQ(settings.seed, std::numeric_limits<uint64_t>::max());
}

TEST(Settings, CopyTakesOneValue) {
  Settings settings{.temp = 1.5f, .top_k = 40};
  CopySetting(Row("temp"), Settings{}, settings);
  EXPECT_EQ(settings, (Settings{.top_k = 40}));
}

TEST(Settings, PositionInTheRange) {
  EXPECT_DOUBLE_EQ(SettingPosition(Row("temp"), {.temp = 1.0f}), 0.5);
  EXPECT_DOUBLE_EQ(SettingPosition(Row("max-tokens"), {.max_tokens = 1}), 0.0);
  EXPECT_DOUBLE_EQ(SettingPosition(Row("max-tokens"), {.max_tokens = 1'000'000}), 1.0);
  const double middle = SettingPosition(Row("max-tokens"), {.max_tokens = 4096});
  EXPECT_GT(middle, 0.5);
  EXPECT_LT(middle, 0.7);
}

RC_GTEST_PROP(SettingsProperty, StepsStayInRangeAndReadBack, (int steps)) {
  Settings settings;
  for (const SettingRow& row : SettingRows()) {
    StepSetting(row, steps % 100'000, settings);
    Settings parsed;
    RC_ASSERT(ParseSetting(row, FormatSetting(row, settings), parsed).has_value());
    const double position = SettingPosition(row, settings);
    RC_ASSERT(position >= 0 && position <= 1);
  }
}

}  // namespace
}  // namespace ponder
