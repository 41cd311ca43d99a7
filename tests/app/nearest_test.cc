#include "app/nearest.h"

#include <gtest/gtest.h>

#include <array>

namespace ponder {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"help", "set", "think", "theme"};

TEST(NearestName, FindsTyposOfOneOrTwoLetters) {
  EXPECT_EQ(NearestName("hepl", kNames), "help");
  EXPECT_EQ(NearestName("thnk", kNames), "think");
  EXPECT_EQ(NearestName("themes", kNames), "theme");
  EXPECT_EQ(NearestName("setx", kNames), "set");
}

TEST(NearestName, FarAwayIsNothing) {
  EXPECT_EQ(NearestName("memory", kNames), std::nullopt);
  EXPECT_EQ(NearestName("x", kNames), std::nullopt);
  EXPECT_EQ(NearestName("", kNames), std::nullopt);
  EXPECT_EQ(NearestName(std::string(10'000, 'x'), kNames), std::nullopt);
}

}  // namespace
}  // namespace ponder
