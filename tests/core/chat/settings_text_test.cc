#include <gtest/gtest.h>

#include "core/chat/settings.h"

namespace ponder {
namespace {

std::string Format(std::string_view name, const Settings& settings) {
  return FormatSetting(*FindSetting(name), settings);
}

Status Parse(std::string_view name, std::string_view text, Settings& settings) {
  return ParseSetting(*FindSetting(name), text, settings);
}

TEST(SettingsText, ReadAsAPersonWould) {
  EXPECT_EQ(Format("temp", {.temp = 0.7f}), "0.70");
  EXPECT_EQ(Format("temp", {.temp = 0.0f}), "greedy");
  EXPECT_EQ(Format("temp", {.temp = 0.725f}), "0.725");
  EXPECT_EQ(Format("top-p", {.top_p = 1.0f}), "off");
  EXPECT_EQ(Format("top-k", {.top_k = 0}), "off");
  EXPECT_EQ(Format("top-k", {.top_k = 40}), "40");
  EXPECT_EQ(Format("rep-penalty", {.rep_penalty = 1.04f}), "1.04");
  EXPECT_EQ(Format("rep-ctx", {.rep_ctx = 0}), "0");
  EXPECT_EQ(Format("seed", {}), "random");
  EXPECT_EQ(Format("seed", {.seed = 42}), "42");
  EXPECT_EQ(Format("think", {.think = false}), "off");
  EXPECT_EQ(Format("pace", {.pace = 40}), "40");
}

TEST(SettingsText, WrittenInSeveralWays) {
  Settings settings;
  EXPECT_TRUE(Parse("temp", "greedy", settings));
  EXPECT_EQ(settings.temp, 0.0f);
  EXPECT_TRUE(Parse("temp", ".3", settings));
  EXPECT_FLOAT_EQ(settings.temp, 0.3f);
  EXPECT_TRUE(Parse("top-p", "off", settings));
  EXPECT_EQ(settings.top_p, 1.0f);
  EXPECT_TRUE(Parse("think", "no", settings));
  EXPECT_FALSE(settings.think);
  EXPECT_TRUE(Parse("seed", "18446744073709551615", settings));
  EXPECT_EQ(settings.seed, ~uint64_t{0});
  EXPECT_TRUE(Parse("seed", "random", settings));
  EXPECT_EQ(settings.seed, std::nullopt);
}

TEST(SettingsText, RefusalsNameTheRangeAndChangeNothing) {
  Settings settings;
  const Status refused = Parse("temp", "hot", settings);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
  EXPECT_EQ(Describe(refused.error()), "temp: want a number from 0 to 2 (0 = greedy), got \"hot\"");
  const std::pair<std::string_view, std::string_view> bad[] = {
      {"temp", "-0.1"}, {"temp", "2.1"},         {"temp", "nan"},    {"temp", "inf"},
      {"temp", ""},     {"temp", "0.5 "},        {"top-k", "4.5"},   {"top-k", "1001"},
      {"top-k", "-1"},  {"top-k", "9999999999"}, {"seed", "-1"},     {"seed", "1e3"},
      {"seed", "many"}, {"rep-ctx", "off"},      {"think", "maybe"}, {"max-tokens", "0"}};
  for (const auto& [name, text] : bad) {
    EXPECT_FALSE(Parse(name, text, settings)) << name << " " << text;
  }
  EXPECT_EQ(settings, Settings{});
}

TEST(SettingsText, DescribesWhatChanged) {
  EXPECT_EQ(DescribeChange(Settings{}, Settings{}), "");
  EXPECT_EQ(DescribeChange(Settings{}, {.temp = 0.3f, .top_k = 40}),
            "temp 0.70 -> 0.30, top-k off -> 40");
}

}  // namespace
}  // namespace ponder
