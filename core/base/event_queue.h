// EventQueue<T>: one producer thread pushes, one consumer drains everything at once by a swap.
//
// The consumer polls wake_fd(); it becomes readable when the queue turns from empty to non-empty.
// `Merge(T& last, T& next) -> bool` may fold `next` into the newest queued event (adjacent text),
// so that a slow consumer sees few large events rather than many small ones.
#pragma once

#include <mutex>
#include <utility>
#include <vector>

#include "core/base/wake_fd.h"

namespace ponder {

template <typename T>
class EventQueue {
 public:
  using Merge = bool (*)(T& last, T& next);

  explicit EventQueue(Merge merge = nullptr) : merge_(merge) {}

  void Push(T event) {
    std::lock_guard lock(mutex_);
    if (merge_ && !events_.empty() && merge_(events_.back(), event)) return;
    events_.push_back(std::move(event));
    if (events_.size() == 1) wake_.Wake();
  }

  // Replaces the content of `out` by everything queued. Keeps both buffers' capacity.
  void Drain(std::vector<T>& out) {
    out.clear();
    std::lock_guard lock(mutex_);
    wake_.Clear();
    events_.swap(out);
  }

  int wake_fd() const { return wake_.fd(); }

 private:
  const Merge merge_;
  WakeFd wake_;
  std::mutex mutex_;
  std::vector<T> events_;  // guarded by mutex_
};

}  // namespace ponder
