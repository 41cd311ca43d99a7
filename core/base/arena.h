// Scratch memory for one step of work: allocation is a pointer bump, Reset() forgets everything.
//
// A step that fits in what an earlier step needed allocates nothing, which is how decoding runs
// without touching the heap. Thread rule: one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ponder {

class Arena {
 public:
  static constexpr size_t kAlignment = 64;  // bytes: a cache line, an AVX-512 register

  // Uninitialised; valid until Reset(). Trivial types only.
  template <typename T>
  std::span<T> Allocate(size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
    return {static_cast<T*>(AllocateBytes(count * sizeof(T))), count};
  }

  // If the last round overflowed into extra blocks, they are merged into one large enough.
  void Reset();

  // ReturnTo(mark) forgets what was allocated since that Here().
  struct Mark {
    size_t block;
    size_t used;
  };
  Mark Here() const { return {current_, used_}; }
  void ReturnTo(Mark mark);

  size_t capacity_bytes() const;

 private:
  struct Free {
    void operator()(std::byte* bytes) const;
  };
  struct Block {
    std::unique_ptr<std::byte, Free> bytes;
    size_t size = 0;
  };

  void* AllocateBytes(size_t size);
  void AddBlock(size_t size);

  std::vector<Block> blocks_;
  size_t current_ = 0;  // the block that allocations come from
  size_t used_ = 0;     // bytes of it
};

}  // namespace ponder
