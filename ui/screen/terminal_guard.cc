#include "ui/screen/terminal_guard.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/time.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "core/base/check.h"

namespace ponder {
namespace {

constexpr int kFatalSignals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGQUIT, SIGSYS};
constexpr size_t kNumFatalSignals = std::size(kFatalSignals);

// Plain memory that a handler can read: set before `armed` becomes true.
struct Guard {
  std::atomic<bool> armed{false};
  int fd = -1;
  bool has_modes = false;
  termios modes{};
  std::array<char, 511> reset{};
  size_t reset_bytes = 0;
  std::array<struct sigaction, kNumFatalSignals> previous{};
  std::atomic<int> exit_code{1};
};
Guard guard;

void WriteReset() {
  // A stopped terminal (Ctrl+S) must not keep a dying process alive.
  const int flags = fcntl(guard.fd, F_GETFL);
  if (flags >= 0) fcntl(guard.fd, F_SETFL, flags | O_NONBLOCK);
  size_t written = 0;
  while (written < guard.reset_bytes) {
    const ssize_t n = write(guard.fd, guard.reset.data() + written, guard.reset_bytes - written);
    if (n <= 0 && errno != EINTR) break;
    if (n > 0) written += static_cast<size_t>(n);
  }
  if (flags >= 0) fcntl(guard.fd, F_SETFL, flags);
}

void OnFatalSignal(int signal) {
  RestoreTerminal();
  for (size_t i = 0; i < kNumFatalSignals; ++i) {
    if (kFatalSignals[i] == signal) sigaction(signal, &guard.previous[i], nullptr);
  }
  raise(signal);
}

void OnAlarm(int) {
  RestoreTerminal();
  _exit(guard.exit_code);
}

// A stack overflow leaves no room for a handler on the ordinary stack.
void UseOwnSignalStack() {
  static std::array<char, 64 * 1024> stack;
  stack_t description{};
  description.ss_sp = stack.data();
  description.ss_size = stack.size();
  sigaltstack(&description, nullptr);
}

void InstallHandlers() {
  UseOwnSignalStack();
  struct sigaction action {};
  action.sa_handler = OnFatalSignal;
  action.sa_flags = SA_ONSTACK;
  sigfillset(&action.sa_mask);
  for (size_t i = 0; i < kNumFatalSignals; ++i) {
    sigaction(kFatalSignals[i], &action, &guard.previous[i]);
  }
  SetFailureHook(RestoreTerminal);
}

}  // namespace

void ArmTerminalGuard(int fd, std::string_view reset) {
  static bool installed = false;
  if (!installed) InstallHandlers();
  installed = true;
  guard.armed = false;
  guard.fd = fd;
  guard.has_modes = tcgetattr(fd, &guard.modes) == 0;
  guard.reset_bytes = std::min(reset.size(), guard.reset.size());
  std::memcpy(guard.reset.data(), reset.data(), guard.reset_bytes);
  guard.armed = true;
}

void DisarmTerminalGuard() { guard.armed = false; }

void RestoreTerminal() {
  if (!guard.armed.exchange(false)) return;
  const int saved_errno = errno;
  // A process in the background would be stopped by touching the modes.
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGTTOU, &ignore, nullptr);
  WriteReset();
  if (guard.has_modes) tcsetattr(guard.fd, TCSANOW, &guard.modes);
  errno = saved_errno;
}

void LeaveWithin(int milliseconds, int exit_code) {
  guard.exit_code = exit_code;
  struct sigaction action {};
  action.sa_handler = OnAlarm;
  action.sa_flags = SA_ONSTACK;
  sigfillset(&action.sa_mask);
  sigaction(SIGALRM, &action, nullptr);
  itimerval timer{};
  timer.it_value.tv_sec = milliseconds / 1000;
  timer.it_value.tv_usec = static_cast<suseconds_t>(milliseconds % 1000) * 1000;
  setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace ponder
