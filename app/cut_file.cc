#include "app/cut_file.h"

#include <signal.h>
#include <unistd.h>

#include <string_view>

#include "core/base/result.h"

namespace ponder {
namespace {

void OnBusError(int) {
  constexpr std::string_view kLine =
      "ponder: a file of the model was cut or replaced while it was read; start again with a whole "
      "one\n";
  [[maybe_unused]] const ssize_t n = write(STDERR_FILENO, kLine.data(), kLine.size());
  _exit(ExitCode(ErrorCode::kModel));
}

}  // namespace

void ExplainCutFiles() {
  struct sigaction action {};
  action.sa_handler = OnBusError;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, nullptr);
}

}  // namespace ponder
