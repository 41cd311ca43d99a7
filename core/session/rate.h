// Rate: tokens per second over the last second or so, for meters.
#pragma once

#include <cmath>

namespace ponder {

class Rate {
 public:
  // One token that took so long. An average over time with a time constant of one second.
  void Add(double seconds) {
    if (seconds <= 0) return;
    const double share = first_ ? 1 : 1 - std::exp(-seconds);
    first_ = false;
    per_s_ += share * (1 / seconds - per_s_);
  }
  double per_s() const { return per_s_; }

 private:
  double per_s_ = 0;
  bool first_ = true;
};

}  // namespace ponder
