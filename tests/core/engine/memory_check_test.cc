#include "core/engine/memory_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ponder {
namespace {

using ::testing::HasSubstr;

TEST(MemoryCheck, AcceptsWhatFits) {
  const MemoryNeed need{.weight_bytes = 11.2e9, .kv_bytes = 200e6};
  EXPECT_TRUE(CheckMemory(need, {24'000'000'000, 12'000'000'000}, "m").has_value());
}

TEST(MemoryCheck, RefusesWithTheNumbers) {
  const MemoryNeed need{.weight_bytes = 11.2e9, .state_bytes = 47e6, .kv_bytes = 200e6};
  const Status status = CheckMemory(need, {24'000'000'000, 9'100'000'000}, "m");
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::kMemory);
  EXPECT_EQ(ExitCode(status.error().code), 5);
  EXPECT_THAT(status.error().message, HasSubstr("weights 11.2 GB"));
  EXPECT_THAT(status.error().message, HasSubstr("only 9.1 GB"));
  EXPECT_THAT(status.error().message, HasSubstr("--force"));
}

TEST(MemoryCheck, HostileSizesDoNotWrapAround) {
  StateShape shape;
  shape.num_attention_layers = size_t{1} << 40;
  shape.num_key_value_heads = size_t{1} << 40;
  shape.head_dim = 1;
  shape.capacity = 1;
  const MemoryNeed need = EstimateMemory(ModelConfig{}, 0, shape, 512);
  EXPECT_GT(need.total(), 1e24);
  EXPECT_FALSE(CheckMemory(need, ReadMachineMemory(), "m").has_value());
}

TEST(MemoryCheck, ReadsThisMachine) {
  const MachineMemory machine = ReadMachineMemory();
  EXPECT_GT(machine.available_bytes, 0u);
  EXPECT_GE(machine.total_bytes, machine.available_bytes);
}

}  // namespace
}  // namespace ponder
