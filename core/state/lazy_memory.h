// Zero-filled memory that costs nothing until it is touched: room for a whole context is reserved
// at once, so that growing it never moves or allocates.
#pragma once

#include <cstddef>
#include <utility>

namespace ponder {

class LazyMemory {
 public:
  LazyMemory() = default;
  explicit LazyMemory(size_t size_bytes);  // throws std::bad_alloc when even that is refused
  ~LazyMemory();
  LazyMemory(LazyMemory&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  LazyMemory& operator=(LazyMemory&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }

  void* data() { return data_; }
  const void* data() const { return data_; }

 private:
  void* data_ = nullptr;
  size_t size_ = 0;  // bytes
};

}  // namespace ponder
