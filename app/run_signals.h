// The signals that end a run: remembered once, then left to the system, so that a second Ctrl+C
// always ends the process.
#pragma once

#include "core/base/wake_fd.h"

namespace ponder {

// One at a time.
class RunSignals {
 public:
  RunSignals();   // from now on
  ~RunSignals();  // the handlers from before
  RunSignals(const RunSignals&) = delete;
  RunSignals& operator=(const RunSignals&) = delete;

  int wake_fd() const { return wake_.fd(); }
  int signal() const;  // the first one that came, 0 if none

 private:
  WakeFd wake_;
};

}  // namespace ponder
