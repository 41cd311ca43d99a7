#include "app/signals.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <iterator>

#include "core/base/check.h"
#include "ui/screen/terminal_guard.h"

namespace ponder {
namespace {

constexpr int kSignals[] = {SIGWINCH, SIGINT, SIGTSTP, SIGCONT, SIGTERM, SIGHUP};
constexpr int kLeaveWithinMs = 800;
constexpr int kStopWithinMs = 100;

struct Flags {
  std::atomic<bool> resized{false};
  std::atomic<bool> interrupt{false};
  std::atomic<bool> suspend{false};
  std::atomic<bool> resumed{false};
  std::atomic<int> leave{0};
};
Flags flags;
std::atomic<const WakeFd*> wake{nullptr};
std::array<struct sigaction, std::size(kSignals)> previous{};

void OnSignal(int signal) {
  switch (signal) {
    case SIGWINCH:
      flags.resized = true;
      break;
    case SIGINT:
      flags.interrupt = true;
      break;
    case SIGTSTP:
      flags.suspend = true;
      break;
    case SIGCONT:
      flags.resumed = true;
      break;
    default:
      flags.leave = signal;
      LeaveWithin(kLeaveWithinMs, 128 + signal);
      break;
  }
  if (const WakeFd* fd = wake) fd->Wake();
}

struct sigaction Handler() {
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  return action;
}

}  // namespace

SignalInbox::SignalInbox() {
  CHECK(wake == nullptr);
  wake = &wake_;
  const struct sigaction action = Handler();
  for (size_t i = 0; i < std::size(kSignals); ++i) sigaction(kSignals[i], &action, &previous[i]);
}

SignalInbox::~SignalInbox() {
  for (size_t i = 0; i < std::size(kSignals); ++i) sigaction(kSignals[i], &previous[i], nullptr);
  wake = nullptr;
}

PendingSignals SignalInbox::Take() {
  wake_.Clear();
  return {.resized = flags.resized.exchange(false),
          .interrupt = flags.interrupt.exchange(false),
          .suspend = flags.suspend.exchange(false),
          .resumed = flags.resumed.exchange(false),
          .leave = flags.leave.exchange(0)};
}

void SignalInbox::StopProcessGroup() {
  struct sigaction stop {};
  stop.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &stop, nullptr);
  // The whole group: `make chat | tee log` must stop as one, or the shell waits for the rest.
  flags.resumed = false;
  kill(0, SIGTSTP);
  // With several threads the stop may come a moment after kill() returned. Where it never comes
  // (no shell to continue us), we go on after that moment.
  for (int ms = 0; ms < kStopWithinMs && !flags.resumed; ++ms) usleep(1000);
  const struct sigaction action = Handler();
  sigaction(SIGTSTP, &action, nullptr);
  flags.suspend = false;
  flags.resumed = false;
}

}  // namespace ponder
