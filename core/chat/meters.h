// Counters the decode thread keeps and the screen reads, each on its own, at any time.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace ponder {

// Relaxed atomics: a reader sees recent values, not one consistent moment.
struct Meters {
  std::atomic<double> tokens_per_s{0};       // over the last second or so; 0 when idle
  std::atomic<double> possible_per_s{0};     // what it would be without `pace`
  std::atomic<double> mean_tokens_per_s{0};  // of this turn
  std::atomic<size_t> context_used{0};       // tokens
  std::atomic<size_t> context_size{0};       // tokens
  std::atomic<uint64_t> kv_bytes{0};
  std::atomic<uint64_t> state_bytes{0};
  std::atomic<uint64_t> checkpoint_bytes{0};
};

}  // namespace ponder
