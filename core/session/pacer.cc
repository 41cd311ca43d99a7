#include "core/session/pacer.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace ponder {
namespace {

// How soon a changed pace is noticed.
constexpr SteadyTime::duration kLongestSleep = std::chrono::milliseconds(50);

// Sleeps take longer than asked on a busy machine; the tokens after it come sooner, within bounds.
constexpr SteadyTime::duration kMostMadeUp = std::chrono::milliseconds(100);

SteadyTime::duration Interval(float pace) {
  constexpr double kLongestSeconds = 3600;
  const double seconds = std::min(1 / static_cast<double>(pace), kLongestSeconds);
  return std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(seconds));
}

void Sleep(SteadyTime::duration duration, std::stop_token stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, duration, [] { return false; });
}

}  // namespace

TurnClock RealTurnClock() { return {std::chrono::steady_clock::now, Sleep}; }

double Pacer::Wait(const Published<Settings>& settings, std::stop_token stop) {
  const SteadyTime start = clock_.now();
  SteadyTime now = start;
  while (!stop.stop_requested()) {
    const float pace = settings.Load()->pace;
    if (pace <= 0) {
      last_ = now;
      break;
    }
    const SteadyTime due = last_ + Interval(pace);
    if (now >= due) {
      last_ = std::max(due, now - kMostMadeUp);
      break;
    }
    clock_.sleep(std::min(due - now, kLongestSleep), stop);
    now = clock_.now();
  }
  return SecondsBetween(start, now);
}

}  // namespace ponder
