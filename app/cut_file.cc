#include "app/cut_file.h"

#include <signal.h>
#include <unistd.h>

#include <string_view>

#include "core/base/result.h"

namespace ponder {
namespace {

// The guard of the terminal raises the signal again, which then comes from ourselves.
bool IsAboutAFile(const siginfo_t& info) {
  return info.si_code == BUS_ADRERR || info.si_code == SI_TKILL;
}

void OnBusError(int signal, siginfo_t* info, void*) {
  if (!IsAboutAFile(*info)) {
    ::signal(signal, SIG_DFL);
    raise(signal);
    return;
  }
  constexpr std::string_view kLine =
      "ponder: a file of the model was cut or replaced while it was read; start again with a whole "
      "one\n";
  [[maybe_unused]] const ssize_t n = write(STDERR_FILENO, kLine.data(), kLine.size());
  _exit(ExitCode(ErrorCode::kModel));
}

}  // namespace

void ExplainCutFiles() {
  struct sigaction action {};
  action.sa_sigaction = OnBusError;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, nullptr);
}

}  // namespace ponder
