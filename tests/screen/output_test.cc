// What the chat sends to the terminal: little, nothing when idle, and no control codes of others.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/screen/chat_terminal.h"

namespace ponder::testing {
namespace {

// How often the main thread of the process has gone to sleep.
long Sleeps(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with("voluntary_ctxt_switches:")) return std::stol(line.substr(24));
  }
  return -1;
}

TEST(Output, IdleSendsNothingAndSleeps) {
  ChatTerminal chat;
  chat.Send("hello\r");
  ASSERT_TRUE(chat.WaitFor("end\n"));
  chat.ReadFor(300);
  const size_t bytes = chat.bytes().size();
  const long sleeps = Sleeps(chat.pid());
  ASSERT_GE(sleeps, 0);
  chat.ReadFor(1500);
  EXPECT_EQ(chat.bytes().size(), bytes);
  EXPECT_EQ(Sleeps(chat.pid()), sleeps);
}

TEST(Output, AKeyCostsFewBytes) {
  ChatTerminal chat;
  chat.Send("a");
  ASSERT_TRUE(chat.WaitFor("\u276F a"));
  chat.ReadFor(100);
  const size_t before = chat.bytes().size();
  chat.Send("b");
  ASSERT_TRUE(chat.WaitFor("\u276F ab"));
  chat.ReadFor(100);
  EXPECT_LT(chat.bytes().size() - before, 64);
}

TEST(Output, AStreamingAnswerCostsFewBytesAToken) {
  ChatTerminal chat;
  chat.Send("count 200\r");
  ASSERT_TRUE(chat.WaitFor("11 12 13"));
  const size_t before = chat.bytes().size();
  ASSERT_TRUE(chat.WaitFor("191 192"));
  ASSERT_TRUE(chat.WaitFor("end\n"));
  // About 180 tokens at 20 ms; a full repaint of the screen would be 2 KB for each.
  EXPECT_LT(chat.bytes().size() - before, 180 * 160);
}

// Every escape sequence the chat itself sends.
bool IsOurs(const std::string& sequence) {
  const char final = sequence.back();
  if (sequence[1] == ']') return false;
  if (sequence[1] == '(' || sequence[1] == ')' || sequence[1] == '=' || sequence[1] == '>')
    return true;
  return sequence[1] == '[' &&
         std::string("ABCDGHJKLMPSTXbdhlmrt@").find(final) != std::string::npos;
}

TEST(Output, HostileTextBringsNoControlCodes) {
  ChatTerminal chat;
  const size_t before = chat.bytes().size();
  chat.Send("hostile\r");
  ASSERT_TRUE(chat.WaitFor("broken"));
  ASSERT_TRUE(chat.WaitFor("end\n"));
  chat.Send("\x0f");
  chat.ReadFor(200);
  chat.Send("/save \x1b\x1b\x07\r");
  chat.ReadFor(200);
  const std::string sent = chat.bytes().substr(before);
  for (size_t i = 0; i < sent.size(); ++i) {
    const auto byte = static_cast<unsigned char>(sent[i]);
    if (byte == 0x1b) {
      size_t end = i + 2;
      if (sent[i + 1] == '[') end = sent.find_first_not_of("0123456789;?", i + 2) + 1;
      if (sent[i + 1] == '(' || sent[i + 1] == ')') end = i + 3;
      const std::string sequence = sent.substr(i, end - i);
      ASSERT_TRUE(IsOurs(sequence)) << ::testing::PrintToString(sequence);
      i = end - 1;
      continue;
    }
    ASSERT_TRUE(byte >= 0x20 || byte == '\r' || byte == '\n' || byte == '\b' || byte == 0x0f)
        << int{byte};
    ASSERT_NE(byte, 0x7f);
    // C1 controls and bidirectional marks in UTF-8.
    if (byte == 0xC2) {
      ASSERT_GE(static_cast<unsigned char>(sent[i + 1]), 0xA0);
    }
  }
  for (const char* mark : {"\u202E", "\u2066", "\u200B"}) {
    EXPECT_EQ(sent.find(mark), std::string::npos);
  }
  EXPECT_TRUE(chat.WaitFor("\u6F22\u5B57"));
}

TEST(Output, WideCharactersAtTheEdgeKeepTheRowsStraight) {
  for (const int columns : {20, 21, 22, 23}) {
    ChatTerminal chat;
    chat.Resize(columns, 12);
    chat.Send("hostile\r");
    ASSERT_TRUE(chat.WaitFor("end\n"));
    // libvterm and the chat agree on where everything is if the rule fills its row.
    EXPECT_TRUE(chat.WaitUntil([&] {
      std::string rule;
      for (int x = 0; x < columns; ++x) rule += "\u2500";
      return chat.RowWith(rule) >= 0;
    })) << chat.Text();
  }
}

}  // namespace
}  // namespace ponder::testing
