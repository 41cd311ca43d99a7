// The scripted chat on a pty, ready for the first key.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/pty_screen.h"

namespace ponder::testing {

class ChatTerminal : public PtyScreen {
 public:
  explicit ChatTerminal(std::vector<std::string> arguments = {}, PtyOptions options = {})
      : PtyScreen(Command(std::move(arguments)), std::move(options)) {
    EXPECT_TRUE(WaitFor("Everything runs on this computer")) << Text();
  }

  // The first row that contains `text`, -1 if none does.
  int RowWith(std::string_view text) const {
    for (int y = 0; y < rows(); ++y) {
      if (Row(y).find(text) != std::string::npos) return y;
    }
    return -1;
  }

  void Click(int x, int y) {
    const std::string at = std::to_string(x + 1) + ";" + std::to_string(y + 1);
    Send("\033[<0;" + at + "M\033[<0;" + at + "m");
  }

  static std::vector<std::string> Command(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), PONDER_SCRIPTED_CHAT);
    return arguments;
  }
};

}  // namespace ponder::testing
