#include "core/session/rate.h"

#include <gtest/gtest.h>

namespace ponder {
namespace {

TEST(Rate, FollowsWithinSeconds) {
  Rate rate;
  EXPECT_EQ(rate.per_s(), 0);
  rate.Add(0.1);
  EXPECT_DOUBLE_EQ(rate.per_s(), 10);
  for (int i = 0; i < 100; ++i) rate.Add(0.05);
  EXPECT_NEAR(rate.per_s(), 20, 0.1);
}

TEST(Rate, IgnoresWhatTookNoTime) {
  Rate rate;
  rate.Add(0);
  rate.Add(-1);
  EXPECT_EQ(rate.per_s(), 0);
}

}  // namespace
}  // namespace ponder
