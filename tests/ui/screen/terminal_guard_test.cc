#include "ui/screen/terminal_guard.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace ponder {
namespace {

// As in a chat in plain lines, where no terminal is armed.
TEST(TerminalGuardDeathTest, LeavingNeedsNoTerminal) {
  const auto hang = [] {
    LeaveWithin(1, 143);
    for (;;) pause();
  };
  EXPECT_EXIT(hang(), ::testing::ExitedWithCode(143), "");
}

}  // namespace
}  // namespace ponder
