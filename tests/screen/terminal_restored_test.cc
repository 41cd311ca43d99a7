// However the chat ends, the terminal is as it was.
#include <gtest/gtest.h>
#include <signal.h>

#include <cstring>
#include <functional>

#include "tests/screen/chat_terminal.h"

namespace ponder::testing {
namespace {

struct Exit {
  const char* name;
  std::function<void(ChatTerminal&)> leave;
  int exit_code;
};

void PrintTo(const Exit& exit, std::ostream* out) { *out << exit.name; }

void ExpectGivenBack(const PtyScreen& terminal, const termios& before) {
  EXPECT_FALSE(terminal.alternate_screen());
  EXPECT_TRUE(terminal.cursor_visible());
  EXPECT_FALSE(terminal.mouse_reported());
  for (const int mode : {1000, 1002, 1003, 1006, 1049, 2004}) {
    EXPECT_FALSE(terminal.ModeIsOn(mode)) << mode;
  }
  const termios after = terminal.Modes();
  EXPECT_EQ(after.c_iflag, before.c_iflag);
  EXPECT_EQ(after.c_oflag, before.c_oflag);
  EXPECT_EQ(after.c_lflag, before.c_lflag);
  EXPECT_EQ(after.c_cflag, before.c_cflag);
  EXPECT_EQ(std::memcmp(after.c_cc, before.c_cc, sizeof after.c_cc), 0);
}

// As a terminal is before any program touches it.
termios FreshModes() {
  PtyScreen idle({"/bin/sleep", "100"});
  return idle.Modes();
}

class TerminalRestored : public ::testing::TestWithParam<Exit> {};

TEST_P(TerminalRestored, AfterLeavingIdle) {
  const termios before = FreshModes();
  ChatTerminal chat;
  ASSERT_TRUE(chat.alternate_screen());
  ASSERT_TRUE(chat.mouse_reported());
  ASSERT_NE(chat.Modes().c_lflag, before.c_lflag);
  GetParam().leave(chat);
  EXPECT_EQ(chat.WaitExit(), GetParam().exit_code) << chat.Text();
  ExpectGivenBack(chat, before);
}

TEST_P(TerminalRestored, AfterLeavingInTheMiddleOfAnAnswer) {
  const termios before = FreshModes();
  ChatTerminal chat;
  chat.Send("count 4000\r");
  ASSERT_TRUE(chat.WaitFor("11 12 13"));
  if (std::strcmp(GetParam().name, "CtrlCTwice") == 0) chat.Send("\x03");
  chat.ReadFor(50);
  GetParam().leave(chat);
  if (std::strcmp(GetParam().name, "Check") != 0 && std::strcmp(GetParam().name, "Abort") != 0 &&
      std::strcmp(GetParam().name, "Segv") != 0) {
    EXPECT_EQ(chat.WaitExit(), GetParam().exit_code) << chat.Text();
    ExpectGivenBack(chat, before);
  }
}

INSTANTIATE_TEST_SUITE_P(
    EveryWayOut, TerminalRestored,
    ::testing::Values(Exit{"Quit", [](ChatTerminal& chat) { chat.Send("/quit\r"); }, 0},
                      Exit{"CtrlD", [](ChatTerminal& chat) { chat.Send("\x04"); }, 0},
                      Exit{"CtrlCTwice",
                           [](ChatTerminal& chat) {
                             chat.Send("\x03");
                             ASSERT_TRUE(chat.WaitFor("press Ctrl+C again"));
                             chat.Send("\x03");
                           },
                           0},
                      Exit{"Term", [](ChatTerminal& chat) { chat.Signal(SIGTERM); }, 143},
                      Exit{"Hup", [](ChatTerminal& chat) { chat.Signal(SIGHUP); }, 129},
                      Exit{"Quit3", [](ChatTerminal& chat) { chat.Signal(SIGQUIT); }, 131},
                      Exit{"Check", [](ChatTerminal& chat) { chat.Send("check\r"); }, 134},
                      Exit{"Abort", [](ChatTerminal& chat) { chat.Send("abort\r"); }, 134},
                      Exit{"Segv", [](ChatTerminal& chat) { chat.Send("segv\r"); }, 139},
                      Exit{"Bus", [](ChatTerminal& chat) { chat.Signal(SIGBUS); }, 135}),
    [](const auto& exit) { return exit.param.name; });

TEST(TerminalRestored, AfterAModelThatCannotBeOpened) {
  const termios before = FreshModes();
  PtyScreen chat(ChatTerminal::Command({"--model", "damaged"}));
  EXPECT_EQ(chat.WaitExit(), 4);
  ExpectGivenBack(chat, before);
  EXPECT_NE(chat.Text().find("ponder: damaged/index.json: want 2 shards, found 1"),
            std::string::npos)
      << chat.Text();
}

TEST(TerminalRestored, AndTheConversationStaysInItsHistory) {
  ChatTerminal chat;
  chat.Send("hello\r");
  ASSERT_TRUE(chat.WaitFor("end\n"));
  chat.Send("\x04");
  EXPECT_EQ(chat.WaitExit(), 0);
  EXPECT_NE(chat.Text().find("You said hello"), std::string::npos) << chat.Text();
}

TEST(TerminalRestored, WithinASecondInPrefill) {
  ChatTerminal chat;
  chat.Send("prefill\r");
  ASSERT_TRUE(chat.WaitFor("reading"));
  chat.Signal(SIGTERM);
  EXPECT_EQ(chat.WaitExit(), 143);
}

TEST(TerminalRestored, WhenTheTerminalGoesAway) {
  ChatTerminal chat({}, {.has_shell = false});
  chat.HangUp();
  EXPECT_EQ(chat.WaitExit(), 129);
}

TEST(Suspend, GivesTheTerminalToTheShellAndTakesItBack) {
  const termios before = FreshModes();
  ChatTerminal chat;
  chat.Send("hello\r");
  ASSERT_TRUE(chat.WaitFor("end\n"));
  chat.Send("\x1a");
  ASSERT_TRUE(chat.WaitStopped());
  chat.ReadFor(50);
  ExpectGivenBack(chat, before);
  chat.Resize(60, 20);
  chat.Signal(SIGCONT);
  EXPECT_TRUE(chat.WaitFor("You said hello"));
  EXPECT_TRUE(chat.alternate_screen());
  EXPECT_TRUE(chat.mouse_reported());
  EXPECT_TRUE(chat.ModeIsOn(2004));
  EXPECT_NE(chat.Modes().c_lflag, before.c_lflag);
  EXPECT_TRUE(chat.WaitUntil([&] { return chat.cursor_y() == 17; })) << chat.Text();
  chat.Send("again\r");
  EXPECT_TRUE(chat.WaitFor("You said again"));
}

TEST(Suspend, ByASignalToo) {
  ChatTerminal chat;
  chat.Signal(SIGTSTP);
  ASSERT_TRUE(chat.WaitStopped());
  chat.ReadFor(50);
  EXPECT_FALSE(chat.alternate_screen());
  chat.Signal(SIGCONT);
  EXPECT_TRUE(chat.WaitUntil([&] { return chat.alternate_screen(); }));
}

TEST(Suspend, GoesOnWhereNobodyCouldContinueIt) {
  ChatTerminal chat({}, {.has_shell = false});
  const size_t before = chat.bytes().size();
  chat.Send("\x1a");
  // What is typed before it is back meets a terminal in the shell's modes.
  ASSERT_TRUE(chat.WaitUntil(
      [&] { return chat.bytes().find("\033[?1049h", before) != std::string::npos; }));
  chat.Send("hello\r");
  EXPECT_TRUE(chat.WaitFor("You said hello"));
  EXPECT_TRUE(chat.alternate_screen());
}

TEST(Suspend, AForeignStopIsRepainted) {
  ChatTerminal chat;
  chat.Send("hello\r");
  ASSERT_TRUE(chat.WaitFor("end\n"));
  chat.Signal(SIGSTOP);
  ASSERT_TRUE(chat.WaitStopped());
  const size_t before = chat.bytes().size();
  chat.Signal(SIGCONT);
  EXPECT_TRUE(chat.WaitUntil(
      [&] { return chat.bytes().find("You said hello", before) != std::string::npos; }));
}

}  // namespace
}  // namespace ponder::testing
