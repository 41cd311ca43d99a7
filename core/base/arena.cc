#include "core/base/arena.h"

#include <algorithm>
#include <cstdlib>
#include <new>

#include "core/base/bytes.h"

namespace ponder {

void Arena::Free::operator()(std::byte* bytes) const { std::free(bytes); }

void* Arena::AllocateBytes(size_t size) {
  const size_t rounded = DivCeil(size, kAlignment) * kAlignment;
  while (current_ < blocks_.size() && blocks_[current_].size - used_ < rounded) {
    ++current_;
    used_ = 0;
  }
  if (current_ == blocks_.size()) AddBlock(rounded);
  std::byte* start = blocks_[current_].bytes.get() + used_;
  used_ += rounded;
  return start;
}

void Arena::AddBlock(size_t size) {
  const size_t block_size = std::max({size, capacity_bytes(), size_t{64} << 10});
  void* memory = std::aligned_alloc(kAlignment, block_size);
  if (!memory) throw std::bad_alloc();
  blocks_.push_back(
      {std::unique_ptr<std::byte, Free>(static_cast<std::byte*>(memory)), block_size});
}

void Arena::ReturnTo(Mark mark) {
  current_ = mark.block;
  used_ = mark.used;
}

void Arena::Reset() {
  if (blocks_.size() > 1) {
    const size_t total = capacity_bytes();
    blocks_.clear();
    AddBlock(total);
  }
  ReturnTo({0, 0});
}

size_t Arena::capacity_bytes() const {
  size_t total = 0;
  for (const Block& block : blocks_) total += block.size;
  return total;
}

}  // namespace ponder
