// After the first round, products allocate nothing: neither on the heap nor by growing the arena.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "core/math/matmul.h"
#include "tests/core/quant/random_module.h"

namespace {

std::atomic<size_t> num_allocations{0};

void* Counted(std::size_t size) {
  num_allocations.fetch_add(1, std::memory_order_relaxed);
  void* memory = std::malloc(size);
  if (!memory) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return Counted(size); }
void* operator new[](std::size_t size) { return Counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace ponder {
namespace {

using testing::AllSpecs;
using testing::ModuleSpec;
using testing::RandomModule;

void Round(const Weight& weight, const std::vector<float>& x, size_t num_tokens, Numerics numerics,
           Arena& arena, ThreadPool& pool, std::vector<float>& y) {
  arena.Reset();
  const PreparedInput input = PrepareInput(x.data(), num_tokens, weight, numerics, arena, pool);
  const MatMulJob job{&weight, &input, {nullptr, num_tokens}, y.data(), weight.rows()};
  MatMul(std::span(&job, 1), numerics, arena, pool);
}

TEST(MatMulAllocation, NoneAfterTheFirstRound) {
  ThreadPool pool(2);
  for (Numerics numerics : {Numerics::kExact, Numerics::kFast}) {
    for (const ModuleSpec& spec : AllSpecs(70, 2688, 64)) {
      const RandomModule module(spec);
      const OpenedModule opened = module.Open();
      for (size_t num_tokens : {1, 9}) {
        Arena arena;
        const std::vector<float> x(num_tokens * spec.cols, 0.5f);
        std::vector<float> y(num_tokens * spec.rows);
        // The second Reset() joins the blocks of the first round.
        Round(*opened.weights[0], x, num_tokens, numerics, arena, pool, y);
        Round(*opened.weights[0], x, num_tokens, numerics, arena, pool, y);
        const size_t capacity = arena.capacity_bytes();
        const size_t before = num_allocations;
        Round(*opened.weights[0], x, num_tokens, numerics, arena, pool, y);
        EXPECT_EQ(num_allocations, before) << Describe(spec);
        EXPECT_EQ(arena.capacity_bytes(), capacity) << Describe(spec);
      }
    }
  }
}

}  // namespace
}  // namespace ponder
