// Recurrent state of one Mamba-2 layer: the convolution's window and the state-space state.
//
// It cannot be rolled back, so a step reads the current copy and writes the next one; Commit makes
// the next one current. A step that was cancelled half-way is simply not committed.
#pragma once

#include <cstddef>
#include <vector>

namespace ponder {

class SsmCache {
 public:
  SsmCache(size_t window_size, size_t state_size)
      : window_size_(window_size),
        copies_{std::vector<float>(window_size + state_size),
                std::vector<float>(window_size + state_size)} {}

  const float* window() const { return current().data(); }  // [conv_kernel - 1, conv_dim]
  const float* state() const { return current().data() + window_size_; }  // [heads, head_dim, N]
  float* next_window() { return next().data(); }
  float* next_state() { return next().data() + window_size_; }

  void Commit() { current_ = 1 - current_; }

  const std::vector<float>& Save() const { return current(); }
  void Restore(const std::vector<float>& saved);
  void Clear();

 private:
  const std::vector<float>& current() const { return copies_[current_]; }
  std::vector<float>& next() { return copies_[1 - current_]; }

  size_t window_size_;
  std::vector<float> copies_[2];  // each: window, then state
  size_t current_ = 0;
};

}  // namespace ponder
