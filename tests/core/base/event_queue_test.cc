#include "core/base/event_queue.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <string>
#include <thread>

namespace ponder {
namespace {

bool Readable(int fd) {
  pollfd entry{fd, POLLIN, 0};
  return poll(&entry, 1, 0) == 1;
}

TEST(EventQueue, WakesOnFirstEventOnly) {
  EventQueue<int> queue;
  EXPECT_FALSE(Readable(queue.wake_fd()));
  queue.Push(1);
  queue.Push(2);
  EXPECT_TRUE(Readable(queue.wake_fd()));
  std::vector<int> events;
  queue.Drain(events);
  EXPECT_EQ(events, (std::vector<int>{1, 2}));
  EXPECT_FALSE(Readable(queue.wake_fd()));
}

TEST(EventQueue, MergesIntoTheNewest) {
  EventQueue<std::string> queue([](std::string& last, std::string& next) {
    last += next;
    return true;
  });
  queue.Push("a");
  queue.Push("b");
  std::vector<std::string> events;
  queue.Drain(events);
  EXPECT_EQ(events, std::vector<std::string>{"ab"});
}

TEST(EventQueue, LosesNothingBetweenThreads) {
  EventQueue<int> queue;
  constexpr int kCount = 20000;
  std::thread producer([&] {
    for (int i = 0; i < kCount; ++i) queue.Push(i);
  });
  std::vector<int> events;
  int expected = 0;
  while (expected < kCount) {
    pollfd entry{queue.wake_fd(), POLLIN, 0};
    poll(&entry, 1, 1000);
    queue.Drain(events);
    for (int event : events) ASSERT_EQ(event, expected++);
  }
  producer.join();
}

}  // namespace
}  // namespace ponder
