#include "core/base/byte_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ponder {
namespace {

TEST(ByteText, UnitsAreDecimal) {
  EXPECT_EQ(FormatBytes(0), "0 kB");
  EXPECT_EQ(FormatBytes(1), "1 kB");
  EXPECT_EQ(FormatBytes(999e3), "999 kB");
  EXPECT_EQ(FormatBytes(999'001), "1 MB");
  EXPECT_EQ(FormatBytes(140e6), "140 MB");
  EXPECT_EQ(FormatBytes(999.4e6), "999 MB");
  EXPECT_EQ(FormatBytes(999.5e6), "1.0 GB");
  EXPECT_EQ(FormatBytes(11.2e9), "11.2 GB");
  EXPECT_EQ(FormatGigabytes(400e6), "0.4");
}

TEST(ByteText, NonsenseIsHarmless) {
  EXPECT_EQ(FormatBytes(-5e9), "0 kB");
  EXPECT_EQ(FormatBytes(std::nan("")), "0 kB");
  EXPECT_FALSE(FormatBytes(INFINITY).empty());
}

}  // namespace
}  // namespace ponder
