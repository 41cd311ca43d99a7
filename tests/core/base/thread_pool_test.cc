#include "core/base/thread_pool.h"

#include <gtest/gtest.h>

#include <signal.h>

#include <chrono>
#include <ctime>
#include <numeric>

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
    ASSERT_EQ(std::accumulate(hits.begin(), hits.end(), size_t{0}), num_tasks);
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
