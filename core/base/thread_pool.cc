#include "core/base/thread_pool.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>

#include <fstream>
#include <set>
#include <string>
#include <system_error>
#include <utility>

namespace ponder {
namespace {

// About 20 to 50 us of spinning: longer than the gap between two matrix products of one token.
constexpr int kSpinIterations = 2000;

void Pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#else
  std::this_thread::yield();
#endif
}

// While it lives, threads are born without signals: those belong to the main thread. Not so the
// faults of a thread itself: blocked, they would end the program before any handler could give the
// terminal back.
class NoSignals {
 public:
  NoSignals() {
    sigset_t set;
    sigfillset(&set);
    for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) sigdelset(&set, fault);
    pthread_sigmask(SIG_SETMASK, &set, &previous_);
  }
  ~NoSignals() { pthread_sigmask(SIG_SETMASK, &previous_, nullptr); }
  NoSignals(const NoSignals&) = delete;
  NoSignals& operator=(const NoSignals&) = delete;

 private:
  sigset_t previous_;
};

}  // namespace

ThreadPool::ThreadPool(size_t num_threads) {
  const NoSignals no_signals;
  try {
    for (size_t thread = 1; thread < num_threads; ++thread) {
      workers_.emplace_back([this, thread] { WorkerMain(thread); });
    }
  } catch (const std::system_error&) {
    // The system has no more threads to give; those there are will do.
  }
}

ThreadPool::~ThreadPool() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    generation_.fetch_add(1);
  }
  wake_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::RunErased(size_t num_tasks, const void* const_context, Task task) {
  void* const context = const_cast<void*>(const_context);
  if (num_tasks <= 1 || workers_.empty()) {
    for (size_t i = 0; i < num_tasks; ++i) task(context, i, 0);
    return;
  }
  context_ = context;
  task_ = task;
  num_tasks_ = num_tasks;
  num_done_.store(0, std::memory_order_relaxed);
  num_left_.store(num_tasks, std::memory_order_release);
  generation_.fetch_add(1);  // seq_cst: ordered against num_asleep_ below and in WorkerMain
  if (num_asleep_.load() > 0) {
    std::lock_guard lock(mutex_);
    wake_.notify_all();
  }
  Work(0);
  // A worker that others keep from its core in the middle of a task needs this one.
  for (int spin = 0; num_done_.load(std::memory_order_acquire) < num_tasks; ++spin) {
    spin < kSpinIterations ? Pause() : std::this_thread::yield();
  }
}

void ThreadPool::Work(size_t thread) {
  size_t left = num_left_.load(std::memory_order_relaxed);
  while (left > 0) {
    // Who takes a task belongs to its loop, however late: the loop cannot end before the task.
    if (!num_left_.compare_exchange_weak(left, left - 1, std::memory_order_acquire)) continue;
    task_(context_, num_tasks_ - left, thread);
    num_done_.fetch_add(1, std::memory_order_release);
    left = num_left_.load(std::memory_order_relaxed);
  }
}

void ThreadPool::WorkerMain(size_t thread) {
  uint64_t seen = 0;
  for (;;) {
    for (int spin = 0; spin < kSpinIterations && generation_.load() == seen; ++spin) Pause();
    if (generation_.load() == seen) {
      std::unique_lock lock(mutex_);
      num_asleep_.fetch_add(1);
      wake_.wait(lock, [&] { return generation_.load() != seen; });
      num_asleep_.fetch_sub(1);
    }
    seen = generation_.load();
    if (stopping_) return;
    Work(thread);
  }
}

size_t NumPhysicalCores() {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
  std::set<std::pair<int, int>> cores;  // (package, core)
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &allowed)) continue;
    const std::string topology = "/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/";
    int package = 0;
    int core = cpu;
    std::ifstream(topology + "physical_package_id") >> package;
    std::ifstream(topology + "core_id") >> core;
    cores.emplace(package, core);
  }
  return cores.empty() ? 1 : cores.size();
}

}  // namespace ponder
