// A fixed set of workers that run one data-parallel loop at a time, without allocating.
//
// Thread rule: one caller at a time. Run() blocks until every index was processed, and the caller
// works too, so a pool of 1 starts no threads. Workers spin briefly between loops (a decode step
// has hundreds of them), then sleep, so an idle program uses no CPU. A loop waits for its tasks,
// not for its workers: one that the system keeps from its core holds nobody up unless it has a
// task.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace ponder {

class ThreadPool {
 public:
  // Starts fewer where the system refuses more.
  explicit ThreadPool(size_t num_threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  size_t num_threads() const { return workers_.size() + 1; }

  // Calls body(task, thread) for every task in [0, num_tasks), thread in [0, num_threads()).
  // Which thread gets which task is not fixed; results must not depend on it.
  template <typename Body>
  void Run(size_t num_tasks, Body&& body) {
    using Callable = std::remove_reference_t<Body>;
    RunErased(num_tasks, &body, [](void* context, size_t task, size_t thread) {
      (*static_cast<Callable*>(context))(task, thread);
    });
  }

 private:
  using Task = void (*)(void* context, size_t task, size_t thread);

  void RunErased(size_t num_tasks, const void* context, Task task);
  void Work(size_t thread);
  void WorkerMain(size_t thread);

  // The current loop; written by the caller before num_left_ is, read by who took a task of it.
  void* context_ = nullptr;
  Task task_ = nullptr;
  size_t num_tasks_ = 0;

  std::atomic<uint64_t> generation_{0};
  std::atomic<size_t> num_left_{0};
  std::atomic<size_t> num_done_{0};
  std::atomic<size_t> num_asleep_{0};
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::thread> workers_;
};

// Physical cores this process may run on (affinity respected), at least 1.
size_t NumPhysicalCores();

}  // namespace ponder
