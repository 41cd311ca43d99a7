#include "core/base/check.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace ponder {
namespace {
std::atomic<FailureHook> failure_hook{nullptr};
}  // namespace

void SetFailureHook(FailureHook hook) { failure_hook = hook; }

void CheckFailed(const char* condition, const char* file, int line) {
  if (FailureHook hook = failure_hook.exchange(nullptr)) hook();
  std::fprintf(stderr, "ponder: bug: CHECK(%s) failed at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace ponder
