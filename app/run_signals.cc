#include "app/run_signals.h"

#include <signal.h>

#include <array>
#include <atomic>
#include <iterator>

#include "core/base/check.h"

namespace ponder {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

std::atomic<int> first_signal{0};
std::atomic<const WakeFd*> wake{nullptr};
std::array<struct sigaction, std::size(kSignals)> previous{};

void OnSignal(int signal) {
  int none = 0;
  first_signal.compare_exchange_strong(none, signal);
  if (const WakeFd* fd = wake) fd->Wake();
}

}  // namespace

RunSignals::RunSignals() {
  CHECK(wake == nullptr);
  first_signal = 0;
  wake = &wake_;
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESETHAND | SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < std::size(kSignals); ++i) {
    sigaction(kSignals[i], nullptr, &previous[i]);
    // nohup ignores it for us.
    const bool leave_alone = kSignals[i] == SIGHUP && previous[i].sa_handler == SIG_IGN;
    if (!leave_alone) sigaction(kSignals[i], &action, nullptr);
  }
}

RunSignals::~RunSignals() {
  for (size_t i = 0; i < std::size(kSignals); ++i) sigaction(kSignals[i], &previous[i], nullptr);
  wake = nullptr;
}

int RunSignals::signal() const { return first_signal; }

}  // namespace ponder
