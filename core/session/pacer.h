// Pacer: lets tokens go at `pace` per second at most, but for a tenth of a second that it makes up
// for. The pace is read afresh while waiting, so a faster one takes effect at once.
//
// Thread rule: one thread; the stop token may be triggered from any.
#pragma once

#include <functional>
#include <stop_token>

#include "core/base/clock.h"
#include "core/base/published.h"
#include "core/base/settings.h"

namespace ponder {

// Time as a turn needs it; tests bring their own.
struct TurnClock {
  SteadyNow now;
  // Sleeps so long, or until `stop`.
  std::function<void(SteadyTime::duration duration, std::stop_token stop)> sleep;
};

TurnClock RealTurnClock();

class Pacer {
 public:
  explicit Pacer(const TurnClock& clock) : clock_(clock), last_(clock.now()) {}

  // Before each token. Returns the seconds waited.
  double Wait(const Published<Settings>& settings, std::stop_token stop);

 private:
  const TurnClock& clock_;
  SteadyTime last_;  // when the last token was let go
};

}  // namespace ponder
