// CHECK: always-on assertion for our own bugs. Never for bad input (use Result).
#pragma once

namespace ponder {

// Called once before the process aborts on a failed CHECK; the terminal guard restores the screen
// in it. Set it before threads start. Must be async-signal-safe.
using FailureHook = void (*)();
void SetFailureHook(FailureHook hook);

[[noreturn]] void CheckFailed(const char* condition, const char* file, int line);

}  // namespace ponder

#define CHECK(condition)                                                     \
  do {                                                                       \
    if (!(condition)) ::ponder::CheckFailed(#condition, __FILE__, __LINE__); \
  } while (false)
