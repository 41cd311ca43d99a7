// The real chat screen on a pty: typing, folding, settings, queueing, resizing.
#include <gtest/gtest.h>

#include "tests/screen/chat_terminal.h"
#include "tests/support/temp_folder.h"

namespace ponder::testing {
namespace {

TEST(ChatScreen, ShowsTheModelAndAnswers) {
  ChatTerminal chat;
  EXPECT_TRUE(chat.WaitFor("Nemotron-3-Nano-30B"));
  EXPECT_TRUE(chat.WaitFor("TurboQuant 3/2 bit, 11.0 GB"));
  chat.Send("hello\r");
  EXPECT_TRUE(chat.WaitFor("You said hello"));
  EXPECT_TRUE(chat.WaitFor("tok/s \u00B7 end"));
  EXPECT_TRUE(chat.WaitFor("\u25B8 thought for"));
}

TEST(ChatScreen, TypingShowsAtOnceWithTheCursorBehindIt) {
  ChatTerminal chat;
  chat.Send("abc");
  EXPECT_TRUE(chat.WaitFor("\u276F abc"));
  EXPECT_TRUE(chat.WaitUntil([&] { return chat.cursor_x() == 5 && chat.cursor_y() == 21; }));
  EXPECT_TRUE(chat.cursor_visible());
}

TEST(ChatScreen, EditingKeysAreReadlines) {
  ChatTerminal chat;
  chat.Send("one two three\x17");  // Ctrl+W
  EXPECT_TRUE(chat.WaitFor("\u276F one two\n"));
  chat.Send("\x01zero \x05!\x19");  // Ctrl+A, Ctrl+E, Ctrl+Y
  EXPECT_TRUE(chat.WaitFor("\u276F zero one two !three"));
  chat.Send("\x1f");  // Ctrl+_
  EXPECT_TRUE(chat.WaitFor("\u276F zero one two !\n"));
}

TEST(ChatScreen, AThoughtFoldsByKeyAndByClick) {
  ChatTerminal chat;
  chat.Send("hello\r");
  ASSERT_TRUE(chat.WaitFor("end\n"));
  EXPECT_TRUE(chat.WaitGone("\u2502 The user says: hello"));
  chat.Send("\x0f");  // Ctrl+O
  EXPECT_TRUE(chat.WaitFor("\u2502 The user says: hello")) << chat.Text();
  chat.Send("\x0f");
  EXPECT_TRUE(chat.WaitGone("\u2502 The user says: hello"));
  ASSERT_TRUE(chat.WaitFor("\u25B8 thought for"));
  const int fold_line = chat.RowWith("\u25B8 thought for");
  chat.Click(5, fold_line);
  EXPECT_TRUE(chat.WaitFor("\u2502 The user says: hello")) << chat.Text();
  EXPECT_EQ(chat.RowWith("\u25BE thought for"), fold_line);
  chat.Send("\x14");  // Ctrl+T selects it
  EXPECT_TRUE(chat.WaitFor("Enter fold or unfold"));
  chat.Send(" ");
  EXPECT_TRUE(chat.WaitGone("\u2502 The user says: hello"));
  chat.Send("\033");
  EXPECT_TRUE(chat.WaitFor("Ctrl+D leave"));
}

TEST(ChatScreen, ARunningThoughtCanBeFoldedAndShowsItsLatestWords) {
  ChatTerminal chat;
  chat.Send("think 400\r");
  ASSERT_TRUE(chat.WaitFor("\u2502 11 12 13"));
  chat.Send("\x0f");
  EXPECT_TRUE(chat.WaitFor("\u25B8 thinking"));
  EXPECT_TRUE(chat.WaitGone("\u2502 11 12 13"));
  EXPECT_TRUE(chat.WaitFor("tokens: \u2026"));
}

TEST(ChatScreen, ASettingChangedInThePanelMarksTheRunningAnswer) {
  ChatTerminal chat;
  chat.Send("count 400\r");
  ASSERT_TRUE(chat.WaitFor("11 12 13"));
  chat.Send("\033OQ");  // F2
  ASSERT_TRUE(chat.WaitFor("sampler"));
  EXPECT_TRUE(chat.WaitFor("live"));
  chat.Send("\033[D\033[D\033[D\033[D");
  EXPECT_TRUE(chat.WaitFor("\u25AA temp 0.70 \u2192 0.50"));
  chat.Send("u");
  EXPECT_TRUE(chat.WaitFor("temp             0.55"));
  chat.Send("r");
  EXPECT_TRUE(chat.WaitFor("temp             0.70"));
  chat.Send("\033");
  EXPECT_TRUE(chat.WaitGone("sampler \u2500"));
}

TEST(ChatScreen, SetChangesWhileTheAnswerRuns) {
  ChatTerminal chat;
  chat.Send("count 400\r");
  ASSERT_TRUE(chat.WaitFor("11 12 13"));
  chat.Send("/set top-k 40\r");
  EXPECT_TRUE(chat.WaitFor("\u25AA top-k off \u2192 40"));
}

TEST(ChatScreen, EscStopsAndKeepsWhatIsThere) {
  ChatTerminal chat;
  chat.Send("stall\r");
  ASSERT_TRUE(chat.WaitFor("a few words"));
  chat.Send("\033");
  EXPECT_TRUE(chat.WaitFor("interrupt"));
  EXPECT_TRUE(chat.WaitFor("a few words"));
  EXPECT_TRUE(chat.WaitFor("Ctrl+D leave"));
}

TEST(ChatScreen, EscBeforeTheFirstTokenGivesTheMessageBack) {
  ChatTerminal chat;
  chat.Send("prefill\r");
  ASSERT_TRUE(chat.WaitFor("reading"));
  ASSERT_TRUE(chat.WaitFor("of 11,240 tokens"));
  ASSERT_TRUE(chat.WaitFor("left"));
  chat.Send("\033");
  EXPECT_TRUE(chat.WaitFor("\u276F prefill"));
  EXPECT_TRUE(chat.WaitGone("reading"));
}

TEST(ChatScreen, EnterQueuesAndEscTakesBack) {
  ChatTerminal chat;
  chat.Send("stall\r");
  ASSERT_TRUE(chat.WaitFor("a few words"));
  chat.Send("next one\r");
  ASSERT_TRUE(chat.WaitFor("queued: next one"));
  chat.Send("\033");
  EXPECT_TRUE(chat.WaitFor("\u276F next one"));
  EXPECT_TRUE(chat.WaitGone("queued:"));
}

TEST(ChatScreen, AQueuedMessageIsSentWhenTheAnswerEnds) {
  ChatTerminal chat;
  chat.Send("count 30\r");
  ASSERT_TRUE(chat.WaitFor("Esc stop"));
  chat.Send("hello\r");
  EXPECT_TRUE(chat.WaitFor("You said hello"));
}

TEST(ChatScreen, HistoryIsKeptBetweenRuns) {
  const testing::TempFolder folder;
  const std::string history = folder.path() + "/history";
  {
    ChatTerminal chat({"--history", history});
    chat.Send("first line\r");
    ASSERT_TRUE(chat.WaitFor("You said first line"));
    chat.Send("/quit\r");
    EXPECT_EQ(chat.WaitExit(), 0);
  }
  ChatTerminal chat({"--history", history});
  chat.Send("\033[A\033[A");
  EXPECT_TRUE(chat.WaitFor("\u276F first line"));
  chat.Send(
      "\x03\x12"
      "fir");  // Ctrl+C clears, Ctrl+R searches
  EXPECT_TRUE(chat.WaitFor("(reverse-i-search)`fir': first line")) << chat.Text();
  chat.Send("\r");
  EXPECT_TRUE(chat.WaitFor("You said first line"));
}

TEST(ChatScreen, UpMovesInsideADraftOfSeveralLinesFirst) {
  ChatTerminal chat;
  chat.Send("hello\r");
  ASSERT_TRUE(chat.WaitFor("end\n"));
  chat.Send("one\ntwo");  // Ctrl+J
  ASSERT_TRUE(chat.WaitFor("\u276F one\n  two"));
  chat.Send("\033[AX");
  EXPECT_TRUE(chat.WaitFor("\u276F oneX\n  two"));
  chat.Send("\033[A");
  EXPECT_TRUE(chat.WaitFor("\u276F hello\n"));
  chat.Send("\033[B");
  EXPECT_TRUE(chat.WaitFor("\u276F oneX\n  two"));
}

TEST(ChatScreen, APasteIsInsertedAsItIsAndSendsNothing) {
  ChatTerminal chat;
  chat.Send("\033[200~line 1\rline 2\tx\033[201~");
  EXPECT_TRUE(chat.WaitFor("\u276F line 1\n  line 2 x"));
  chat.Send("\x1f");
  EXPECT_TRUE(chat.WaitGone("line 1"));
}

TEST(ChatScreen, CommandsSuggestThemselves) {
  ChatTerminal chat;
  chat.Send("/the");
  EXPECT_TRUE(chat.WaitFor("/theme"));
  chat.Send("\t");
  EXPECT_TRUE(chat.WaitFor("\u276F /theme"));
  chat.Send("li\t\r");
  EXPECT_TRUE(chat.WaitFor("theme light"));
}

TEST(ChatScreen, UpBringsAnUnknownCommandBack) {
  ChatTerminal chat;
  chat.Send("/hlep\r");
  EXPECT_TRUE(chat.WaitFor("did you mean /help"));
  chat.Send("\033[A");
  EXPECT_TRUE(chat.WaitFor("\u276F /hlep"));
}

TEST(ChatScreen, TwoSlashesSendOne) {
  ChatTerminal chat;
  chat.Send("//etc is a folder\r");
  EXPECT_TRUE(chat.WaitFor("You said /etc is a folder"));
}

TEST(ChatScreen, HelpListsKeysAndCommands) {
  ChatTerminal chat({}, {.columns = 100, .rows = 60});
  chat.Send("?");
  EXPECT_TRUE(chat.WaitFor("fold or unfold all thoughts"));
  EXPECT_TRUE(chat.WaitFor("/system [TEXT]"));
  chat.Send("q");
  EXPECT_TRUE(chat.WaitGone("/system [TEXT]"));
}

TEST(ChatScreen, CopySendsBase64ToTheTerminal) {
  ChatTerminal chat;
  chat.Send("hello\r");
  ASSERT_TRUE(chat.WaitFor("end\n"));
  chat.Send("/copy\r");
  EXPECT_TRUE(chat.WaitFor("sent 14 bytes"));
  EXPECT_NE(chat.bytes().find("\033]52;c;WW91IHNhaWQgaGVsbG8=\a"), std::string::npos);
}

TEST(ChatScreen, NewTextNeverYanksTheReader) {
  ChatTerminal chat;
  chat.Send("think 4000\r");
  ASSERT_TRUE(chat.WaitFor("\u2502 221 222"));
  chat.Send("\033[5~");  // PgUp
  ASSERT_TRUE(chat.WaitFor("more below")) << chat.Text();
  chat.ReadFor(50);
  const std::string top = chat.Row(2);
  const std::string bottom = chat.Row(19);
  chat.ReadFor(300);
  EXPECT_EQ(chat.Row(2), top);
  EXPECT_EQ(chat.Row(19), bottom);
  chat.Send("\033[F");  // End on an empty line
  EXPECT_TRUE(chat.WaitGone("more below"));
}

TEST(ChatScreen, ResizingKeepsTheReadersPlace) {
  ChatTerminal chat;
  chat.Send("lines 200\r");
  ASSERT_TRUE(chat.WaitFor("line 200"));
  for (int i = 0; i < 5; ++i) chat.Send("\033[5~");
  ASSERT_TRUE(chat.WaitFor("more below")) << chat.Text();
  chat.ReadFor(100);
  const std::string top = chat.Row(2);
  for (int i = 0; i < 40; ++i) chat.Resize(20 + i * 3, 5 + i);
  chat.Resize(80, 24);
  EXPECT_TRUE(chat.WaitUntil([&] { return chat.Row(2) == top; })) << chat.Text();
}

TEST(ChatScreen, EverySizeDownToOneCellWorks) {
  ChatTerminal chat;
  chat.Send("markdown\r");
  for (const auto& [columns, rows] :
       {std::pair(20, 5), {1, 1}, {2, 1}, {1, 9}, {200, 60}, {3, 3}}) {
    chat.Resize(columns, rows);
    chat.ReadFor(60);
  }
  chat.Resize(80, 24);
  EXPECT_TRUE(chat.WaitFor("More on Wikipedia"));
}

TEST(ChatScreen, AsciiAndMonochromeOnRequest) {
  ChatTerminal chat({"--ascii"}, {.environment = {"NO_COLOR=1"}});
  chat.Send("hello\r");
  ASSERT_TRUE(chat.WaitFor("> thought for"));
  for (const char byte : chat.Text()) EXPECT_GE(byte, 0);
  for (const char* colour : {"\033[3", "\033[9", ";3", ";9"}) {
    // Attributes like bold stay; no parameter names a colour.
    for (size_t at = chat.bytes().find(colour); at != std::string::npos;
         at = chat.bytes().find(colour, at + 1)) {
      const size_t end = chat.bytes().find_first_not_of("0123456789;[\033", at + 1);
      EXPECT_NE(chat.bytes()[end], 'm') << chat.bytes().substr(at, 12);
    }
  }
}

TEST(ChatScreen, WithoutAUtf8LocaleOnlyAsciiIsSent) {
  ChatTerminal chat({}, {.environment = {"LANG=C", "LC_ALL=C"}});
  chat.Send("hostile\r");
  ASSERT_TRUE(chat.WaitFor("broken"));
  for (const char byte : chat.bytes()) ASSERT_GE(byte, 0);
}

TEST(ChatScreen, StartsOnTheLinuxConsoleWhichStatesNoSize) {
  ChatTerminal chat({}, {.environment = {"TERM=linux"}});
  chat.Send("hello\r");
  EXPECT_TRUE(chat.WaitFor("You said hello"));
}

TEST(PlainChat, ADumbTerminalGetsLines) {
  PtyScreen chat(ChatTerminal::Command({}), {.environment = {"TERM=dumb"}});
  ASSERT_TRUE(chat.WaitFor("Nemotron-3-Nano-30B, TurboQuant 3/2 bit."));
  chat.Send("hello\n");
  EXPECT_TRUE(chat.WaitFor("(thought for"));
  EXPECT_TRUE(chat.WaitFor("You said hello"));
  chat.Send("/set temp 0.3\n");
  EXPECT_TRUE(chat.WaitFor("(temp 0.70 -> 0.30)"));
  chat.Send("hostile\n");
  ASSERT_TRUE(chat.WaitFor("broken"));
  chat.Send("/quit\n");
  EXPECT_EQ(chat.WaitExit(), 0);
  EXPECT_EQ(chat.bytes().find('\033'), std::string::npos);
}

TEST(PlainChat, CtrlCStopsAndCtrlDLeaves) {
  PtyScreen chat(ChatTerminal::Command({}), {.environment = {"TERM=dumb"}});
  ASSERT_TRUE(chat.WaitFor("\n>\n"));
  chat.Send("stall\n");
  ASSERT_TRUE(chat.WaitFor("a few words"));
  chat.Send("\x03");
  EXPECT_TRUE(chat.WaitFor("\n>\n"));
  chat.Send("\x04");
  EXPECT_EQ(chat.WaitExit(), 0);
}

}  // namespace
}  // namespace ponder::testing
