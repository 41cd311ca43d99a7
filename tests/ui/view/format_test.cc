#include "ui/view/format.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace ponder {
namespace {

TEST(Format, Counts) {
  EXPECT_EQ(FormatCount(0), "0");
  EXPECT_EQ(FormatCount(999), "999");
  EXPECT_EQ(FormatCount(1204), "1,204");
  EXPECT_EQ(FormatCount(1234567), "1,234,567");
}

TEST(Format, ShortCountsStayShort) {
  EXPECT_EQ(FormatShortCount(999), "999");
  EXPECT_EQ(FormatShortCount(1000), "1.0k");
  EXPECT_EQ(FormatShortCount(1499), "1.5k");
  EXPECT_EQ(FormatShortCount(32768), "33k");
  EXPECT_EQ(FormatShortCount(999'499), "999k");
  EXPECT_EQ(FormatShortCount(999'500), "1.0M");
  for (uint64_t n = 1; n < 900'000'000; n = n * 3 + 1) EXPECT_LE(FormatShortCount(n).size(), 4);
  EXPECT_EQ(FormatRoundCount(32768), "32k");
  EXPECT_EQ(FormatRoundCount(1000), "1.0k");
}

TEST(Format, Durations) {
  EXPECT_EQ(FormatDuration(0), "<1 s");
  EXPECT_EQ(FormatDuration(std::nan("")), "<1 s");
  EXPECT_EQ(FormatDuration(12.9), "12 s");
  EXPECT_EQ(FormatDuration(125), "2 min 5 s");
  EXPECT_EQ(FormatDuration(3840), "1 h 4 min");
  EXPECT_FALSE(FormatDuration(std::numeric_limits<double>::infinity()).empty());
}

TEST(Format, Rates) {
  EXPECT_EQ(FormatRate(9.74), "9.7");
  EXPECT_EQ(FormatRate(412.3), "412");
  EXPECT_EQ(FormatRate(1900), "1,900");
  EXPECT_EQ(FormatRate(-1), "0");
  EXPECT_EQ(FormatRate(std::nan("")), "0");
  EXPECT_EQ(FormatRate(std::numeric_limits<double>::infinity()), "0");
}

}  // namespace
}  // namespace ponder
