// Mailbox<T>: one slot from one thread to another; a newer value replaces one not yet taken.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace ponder {

template <typename T>
class Mailbox {
 public:
  void Put(T value) {
    {
      std::lock_guard lock(mutex_);
      slot_ = std::move(value);
    }
    filled_.notify_one();
  }

  // Waits for a value; nothing once `stop` was requested.
  std::optional<T> Take(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    if (!filled_.wait(lock, stop, [this] { return slot_.has_value(); })) return std::nullopt;
    return std::exchange(slot_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any filled_;
  std::optional<T> slot_;  // guarded by mutex_
};

}  // namespace ponder
