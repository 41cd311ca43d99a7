#include "core/base/arena.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ponder {
namespace {

TEST(Arena, HandsOutAlignedDisjointMemory) {
  Arena arena;
  const auto a = arena.Allocate<float>(3);
  const auto b = arena.Allocate<uint8_t>(100000);
  std::fill(a.begin(), a.end(), 1.0f);
  std::fill(b.begin(), b.end(), 7);
  EXPECT_EQ(a[2], 1.0f);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(a.data()) % Arena::kAlignment, 0u);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(b.data()) % Arena::kAlignment, 0u);
}

TEST(Arena, GrowsOnceThenStaysTheSame) {
  Arena arena;
  const auto round = [&] {
    arena.Reset();
    arena.Allocate<float>(100000);
    arena.Allocate<float>(200000);
    return arena.Allocate<float>(50000).data();
  };
  round();
  const float* second = round();
  const size_t capacity = arena.capacity_bytes();
  EXPECT_EQ(round(), second);
  EXPECT_EQ(arena.capacity_bytes(), capacity);
}

TEST(Arena, ReturnsToAMark) {
  Arena arena;
  arena.Allocate<float>(10);
  const Arena::Mark mark = arena.Here();
  const float* first = arena.Allocate<float>(1000).data();
  arena.ReturnTo(mark);
  EXPECT_EQ(arena.Allocate<float>(1000).data(), first);
  // Beyond the first block, and back.
  arena.ReturnTo(mark);
  const float* large = arena.Allocate<float>(1000000).data();
  arena.ReturnTo(mark);
  EXPECT_EQ(arena.Allocate<float>(1000000).data(), large);
}

}  // namespace
}  // namespace ponder
