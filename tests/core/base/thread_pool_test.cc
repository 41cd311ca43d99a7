#include "core/base/thread_pool.h"

#include <gtest/gtest.h>

#include <signal.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <vector>

namespace ponder {
namespace {

double ProcessCpuSeconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

class ThreadPoolTest : public ::testing::TestWithParam<size_t> {};

TEST_P(ThreadPoolTest, RunsEveryTaskOnceInManyLoops) {
  ThreadPool pool(GetParam());
  EXPECT_EQ(pool.num_threads(), GetParam());
  for (size_t num_tasks = 0; num_tasks < 2000; ++num_tasks) {
    std::vector<int> hits(num_tasks, 0);
    pool.Run(num_tasks, [&](size_t task, size_t thread) {
      ASSERT_LT(thread, pool.num_threads());
      ++hits[task];
    });
    ASSERT_EQ(std::ranges::count(hits, 1), num_tasks);
  }
}

// A worker that comes late must not take a task of a loop that is over, nor run it for another.
TEST_P(ThreadPoolTest, LateWorkersStayInTheirLoop) {
  ThreadPool pool(GetParam());
  for (size_t loop = 0; loop < 20000; ++loop) {
    std::atomic<size_t> sum = 0;
    const size_t num_tasks = 1 + loop % 3;
    pool.Run(num_tasks, [&sum, loop](size_t task, size_t) { sum += loop + task; });
    ASSERT_EQ(sum, num_tasks * loop + num_tasks * (num_tasks - 1) / 2);
  }
}

INSTANTIATE_TEST_SUITE_P(Threads, ThreadPoolTest, ::testing::Values(1, 2, 5));

TEST(ThreadPool, UsesNoCpuWhileIdle) {
  ThreadPool pool(4);
  pool.Run(8, [](size_t, size_t) {});
  std::this_thread::sleep_for(std::chrono::milliseconds(20));  // past the spinning
  const double before = ProcessCpuSeconds();
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_LT(ProcessCpuSeconds() - before, 0.02);
}

TEST(ThreadPool, WorkersLeaveSignalsToTheMainThreadButNotTheirOwnFaults) {
  ThreadPool pool(2);
  sigset_t blocked[2];
  std::atomic<int> arrived{0};
  pool.Run(2, [&](size_t, size_t thread) {
    pthread_sigmask(SIG_SETMASK, nullptr, &blocked[thread]);
    ++arrived;
    while (arrived < 2) std::this_thread::yield();  // each thread takes one task
  });
  EXPECT_TRUE(sigismember(&blocked[1], SIGTERM));
  EXPECT_TRUE(sigismember(&blocked[1], SIGWINCH));
  EXPECT_FALSE(sigismember(&blocked[1], SIGBUS));
  EXPECT_FALSE(sigismember(&blocked[1], SIGSEGV));
  EXPECT_FALSE(sigismember(&blocked[0], SIGTERM));
}

TEST(ThreadPool, CountsAtLeastOneCore) { EXPECT_GE(NumPhysicalCores(), 1u); }

}  // namespace
}  // namespace ponder
