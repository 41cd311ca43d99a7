// Fetching memory before it is read.
#pragma once

#include <cstddef>

#include "core/base/bytes.h"

namespace ponder {

constexpr size_t kCacheLine = 64;  // bytes

inline void Prefetch(const std::byte* begin, size_t bytes) {
  for (size_t i = 0; i < bytes; i += kCacheLine) __builtin_prefetch(begin + i);
}

// Fetches what is read next, in the order of memory and a little at a time: the rows of a tile are
// too many streams, each too short, for the hardware to do it.
class Ahead {
 public:
  Ahead() = default;  // fetches nothing
  // `num_fetches`: how often Fetch() is called.
  Ahead(const std::byte* begin, size_t bytes, size_t num_fetches)
      : next_(begin),
        end_(begin + bytes),
        step_(DivCeil(bytes, num_fetches * kCacheLine) * kCacheLine) {}

  void Fetch() {
    if (next_ >= end_) return;
    Prefetch(next_, step_);
    next_ += step_;
  }

 private:
  const std::byte* next_ = nullptr;
  const std::byte* end_ = nullptr;
  size_t step_ = 0;
};

}  // namespace ponder
