#include "core/session/pacer.h"

#include <gtest/gtest.h>

namespace ponder {
namespace {

// Time passes only by sleeping.
struct FakeTime {
  SteadyTime now{};
  std::function<void()> on_sleep;
  TurnClock clock{[this] { return now; },
                  [this](SteadyTime::duration duration, std::stop_token) {
                    now += duration;
                    if (on_sleep) on_sleep();
                  }};
};

TEST(Pacer, KeepsTokensApart) {
  FakeTime time;
  Published<Settings> settings(Settings{.pace = 4});
  Pacer pacer(time.clock);
  EXPECT_NEAR(pacer.Wait(settings, {}), 0.25, 1e-6);
  time.now += std::chrono::milliseconds(100);
  EXPECT_NEAR(pacer.Wait(settings, {}), 0.15, 1e-6);
  time.now += std::chrono::milliseconds(400);
  EXPECT_EQ(pacer.Wait(settings, {}), 0);
}

TEST(Pacer, MakesUpForASleepThatTookTooLong) {
  FakeTime time;
  time.on_sleep = [&] { time.now += std::chrono::milliseconds(60); };
  Published<Settings> settings(Settings{.pace = 40});
  Pacer pacer(time.clock);
  for (int i = 0; i < 40; ++i) pacer.Wait(settings, {});
  EXPECT_LT(SecondsBetween({}, time.now), 1.1);
}

TEST(Pacer, OffItNeverSleeps) {
  FakeTime time;
  time.on_sleep = [] { FAIL(); };
  Published<Settings> settings(Settings{});
  EXPECT_EQ(Pacer(time.clock).Wait(settings, {}), 0);
}

TEST(Pacer, AFasterPaceTakesEffectWhileWaiting) {
  FakeTime time;
  Published<Settings> settings(Settings{.pace = 0.01f});
  time.on_sleep = [&] { settings.Store(Settings{.pace = 0}); };
  EXPECT_LT(Pacer(time.clock).Wait(settings, {}), 0.1);
}

TEST(Pacer, AStopEndsTheWait) {
  FakeTime time;
  std::stop_source stop;
  Published<Settings> settings(Settings{.pace = 0.01f});
  time.on_sleep = [&] { stop.request_stop(); };
  EXPECT_LT(Pacer(time.clock).Wait(settings, stop.get_token()), 0.1);
}

TEST(RealTurnClock, AStopEndsItsSleep) {
  std::stop_source stop;
  stop.request_stop();
  RealTurnClock().sleep(std::chrono::hours(1), stop.get_token());
}

}  // namespace
}  // namespace ponder
