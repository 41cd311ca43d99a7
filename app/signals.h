// Signals that the chat loop answers in its own time. Handlers only set flags and wake the loop.
#pragma once

#include "core/base/wake_fd.h"

namespace ponder {

struct PendingSignals {
  bool resized = false;    // SIGWINCH
  bool interrupt = false;  // SIGINT
  bool suspend = false;    // SIGTSTP
  bool resumed = false;    // SIGCONT
  int leave = 0;           // SIGTERM or SIGHUP
};

// One at a time. The process ends within a second of SIGTERM or SIGHUP even if the loop hangs.
class SignalInbox {
 public:
  SignalInbox();
  ~SignalInbox();  // the handlers from before
  SignalInbox(const SignalInbox&) = delete;
  SignalInbox& operator=(const SignalInbox&) = delete;

  int wake_fd() const { return wake_.fd(); }
  PendingSignals Take();

  // Stops this process and those started with it, as Ctrl+Z does. Returns when it goes on; at once
  // where nobody could continue it.
  void StopProcessGroup();

 private:
  WakeFd wake_;
};

}  // namespace ponder
