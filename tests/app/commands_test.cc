#include "app/commands.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "app/clipboard.h"
#include "tests/app/chat_fixture.h"
#include "tests/support/temp_folder.h"

namespace ponder::testing {
namespace {

class CommandsTest : public ChatTest {
 protected:
  void Ask(const std::string& line) {
    Type(line + "\r");
    Pass(2000);
  }
  void SayAndWaitForTheAnswerToBegin(const std::string& line) {
    Type(line + "\r");
    Pass(150);
    ASSERT_FALSE(app_->conversation().waiting());
    ASSERT_TRUE(app_->conversation().running());
  }
};

TEST(Commands, EveryRowIsComplete) {
  for (const SlashCommand& command : SlashCommands()) {
    EXPECT_FALSE(command.name.empty());
    EXPECT_FALSE(command.help.empty()) << command.name;
    EXPECT_NE(command.run, nullptr) << command.name;
    EXPECT_EQ(*FindSlashCommand(command.name), &command);
    for (const std::string_view alias : command.aliases)
      EXPECT_EQ(*FindSlashCommand(alias), &command);
  }
}

TEST(Commands, AnUnknownOneSuggestsTheNearest) {
  const auto command = FindSlashCommand("hepl");
  ASSERT_FALSE(command);
  EXPECT_EQ(
      Describe(command.error()),
      "/hepl: no such command, did you mean /help; /help lists them, // begins a message with "
      "a slash");
}

TEST(ParseCommandLine, SplitsAtTheFirstBlank) {
  EXPECT_EQ(ParseCommandLine("/set  temp 0.3 ").name, "set");
  EXPECT_EQ(ParseCommandLine("/set  temp 0.3 ").argument, "temp 0.3");
  EXPECT_EQ(ParseCommandLine("/").name, "");
  EXPECT_EQ(ParseCommandLine("/system\nline").argument, "line");
}

TEST_F(CommandsTest, Help) {
  Start();
  Ask("/help");
  EXPECT_TRUE(Screen({100, 70}).find("answer the last message again") != std::string::npos);
  Type("\033");
  Ask("/help set");
  EXPECT_TRUE(Shows("/set [NAME [VALUE]]: show or change a setting"));
}

TEST_F(CommandsTest, Set) {
  Start();
  Ask("/set temp 0.3");
  EXPECT_FLOAT_EQ(settings().temp, 0.3f);
  EXPECT_TRUE(Shows("temp 0.70 \u2192 0.30"));
  Ask("/set temp");
  EXPECT_TRUE(Shows("temp is 0.30 (default 0.70)"));
  Ask("/set temp 9");
  EXPECT_TRUE(Shows("error: temp: want a number from 0 to 2"));
  Ask("/set tmep 1");
  EXPECT_TRUE(Shows("there is no setting tmep, did you mean temp"));
  Ask("/set");
  EXPECT_TRUE(Shows("0.30 (default 0.70)"));
}

TEST_F(CommandsTest, Think) {
  Start();
  Ask("/think off");
  EXPECT_FALSE(settings().think);
  EXPECT_TRUE(Shows("think off"));
  Ask("/think");
  EXPECT_TRUE(settings().think);
  Ask("/think maybe");
  EXPECT_TRUE(Shows("error: /think: want on or off"));
}

TEST_F(CommandsTest, ThinkOffEndsAThoughtThatIsOpen) {
  Start();
  SayAndWaitForTheAnswerToBegin("hello");
  Type("/think off\r");
  EXPECT_TRUE(Shows("an open thought closes now"));
  EXPECT_TRUE(Shows("\u25AA think on \u2192 off"));
  Pass(2000);
  Ask("/think on");
  Ask("/think off");
  EXPECT_TRUE(Shows("the model answers the next message at once"));
}

TEST_F(CommandsTest, FoldOpensAndCloses) {
  Start();
  Ask("hello");
  EXPECT_FALSE(Shows("\u2502 hm hm hm"));
  Ask("/fold");
  EXPECT_TRUE(Shows("\u2502 hm hm hm"));
}

TEST_F(CommandsTest, FoldSaysWhatHappenedOutOfSight) {
  Start();
  Ask(std::string(2000, 'x'));
  Pass(20'000);
  ASSERT_FALSE(Shows("hm hm hm"));
  Type("\x0f");
  EXPECT_TRUE(Shows("no thought in sight; the others are unfolded now"));
  Type("\x0f");
  EXPECT_TRUE(Shows("no thought in sight; the others are folded now"));
}

TEST_F(CommandsTest, ClearRetryEdit) {
  Start();
  Ask("/retry");
  EXPECT_TRUE(Shows("there is no message to answer again"));
  Ask("first");
  Ask("/retry");
  EXPECT_EQ(backend_.requests().size(), 3);
  EXPECT_EQ(LastMessage(backend_.requests()[2]), "first");
  Ask("/edit");
  EXPECT_TRUE(Shows("\u276F first"));
  EXPECT_TRUE(app_->conversation().transcript().empty());
  Type("\x15");
  Ask("second");
  EXPECT_FALSE(Shows(" 0/32k"));
  Ask("/clear");
  EXPECT_TRUE(app_->conversation().transcript().empty());
  EXPECT_TRUE(Shows(" 0/32k")) << Screen();
  EXPECT_TRUE(Shows("ready"));
}

TEST_F(CommandsTest, AMessageThatBeginsWithASlashComesBackAsItWasTyped) {
  Start();
  Ask("//hello");
  EXPECT_EQ(LastMessage(backend_.requests().back()), "/hello");
  Ask("/edit");
  EXPECT_TRUE(Shows("\u276F //hello"));
  Ask("");
  EXPECT_EQ(LastMessage(backend_.requests().back()), "/hello");
}

TEST_F(CommandsTest, EscAfterEditLeavesItAsItWas) {
  Start();
  Ask("first");
  Ask("/edit");
  Type("more");
  Type("\033");
  Pass(100);
  EXPECT_EQ(app_->conversation().transcript().path().size(), 2);
  EXPECT_TRUE(Shows("You said: first"));
  EXPECT_TRUE(Shows("\u276F\n")) << Screen();
  Ask("second");
  EXPECT_EQ(std::get<TurnRequest>(backend_.requests().back()).messages.size(), 3);
  // A second /edit in a row, and a question stopped before its answer, lose nothing either.
  Ask("/edit");
  Type("\x15");
  Ask("/edit");
  Type("\033");
  Pass(100);
  EXPECT_EQ(app_->conversation().transcript().path().size(), 4);
  Ask("/edit");
  Type("!\r");
  Pass(50);
  Type("\033");
  Pass(200);
  Type("\033");
  Pass(100);
  EXPECT_EQ(app_->conversation().transcript().path().size(), 4);
  EXPECT_TRUE(Shows("You said: second"));
  // Once something was said, the old path is left.
  Ask("/edit");
  Type("\x15");
  Ask("third");
  Type("\033");
  Pass(100);
  EXPECT_EQ(LastMessage(backend_.requests().back()), "third");
  EXPECT_EQ(app_->conversation().transcript().path().size(), 4);
}

TEST_F(CommandsTest, RetryStopsARunningAnswerFirst) {
  Start();
  SayAndWaitForTheAnswerToBegin("hello");
  Ask("/retry");
  EXPECT_EQ(backend_.requests().size(), 3);
  EXPECT_EQ(app_->conversation().transcript().path().size(), 2);
  EXPECT_TRUE(Shows("You said: hello"));
}

TEST_F(CommandsTest, EditBeforeTheFirstTokenBringsTheMessageBackOnce) {
  Start();
  Type("hello\r");
  Pass(50);
  Ask("/edit");
  EXPECT_TRUE(app_->conversation().transcript().empty());
  EXPECT_TRUE(Shows("\u276F hello\n"));
}

// Loses nothing: neither into the old conversation nor before the message that is edited.
TEST_F(CommandsTest, ClearAndEditBringTheQueueBackToTheLine) {
  Start();
  SayAndWaitForTheAnswerToBegin("hello");
  Type("queued\r");
  Ask("/edit");
  EXPECT_TRUE(Shows("\u276F hello\n  queued"));
  Type("\x03");
  SayAndWaitForTheAnswerToBegin("hello");
  Type("queued\r");
  Ask("/clear");
  EXPECT_TRUE(app_->conversation().transcript().empty());
  EXPECT_TRUE(Shows("\u276F queued"));
}

TEST_F(CommandsTest, WhatIsTypedAfterClearIsSent) {
  Start();
  SayAndWaitForTheAnswerToBegin("hello");
  Type("/clear\r");
  Type("fresh\r");
  Pass(3000);
  EXPECT_EQ(app_->conversation().transcript().path().size(), 2);
  EXPECT_TRUE(Shows("You said: fresh"));
}

TEST_F(CommandsTest, AfterRetryTheQueueGoesOn) {
  Start();
  SayAndWaitForTheAnswerToBegin("hello");
  Type("queued\r");
  Ask("/retry");
  Pass(3000);
  EXPECT_EQ(LastMessage(backend_.requests().back()), "queued");
  EXPECT_TRUE(app_->conversation().queue().empty());
}

TEST_F(CommandsTest, System) {
  Start();
  Ask("/system Be brief.");
  Ask("hello");
  const auto& turn = std::get<TurnRequest>(backend_.requests().back());
  EXPECT_EQ(turn.messages[0].speaker, Speaker::kSystem);
  EXPECT_EQ(turn.messages[0].text, "Be brief.");
  Ask("/system");
  EXPECT_TRUE(Shows("system prompt: Be brief."));
  Ask("/system -");
  EXPECT_EQ(app_->conversation().transcript().system_prompt(), "");
}

TEST_F(CommandsTest, ModelKeepsTheTranscriptAndWhatWasSetByHand) {
  Start();
  Ask("hello");
  Ask("/set temp 0.1");
  defaults_.temp = 1.5f;
  defaults_.top_k = 77;
  Ask("/model other");
  EXPECT_TRUE(Shows("other  TurboQuant"));
  EXPECT_TRUE(Shows("You said: hello"));
  EXPECT_FLOAT_EQ(settings().temp, 0.1f);
  EXPECT_EQ(settings().top_k, 77);
  Ask("/model");
  EXPECT_TRUE(Shows("context 32,768 tokens"));
}

TEST_F(CommandsTest, SaveWritesMarkdownAndNeverOverwritesOthersFiles) {
  const testing::TempFolder folder;
  const std::string path = folder.path() + "/chat.md";
  Start();
  Ask("/save " + path);
  EXPECT_TRUE(Shows("nothing was said yet"));
  Ask("hello");
  Ask("/save " + path);
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  EXPECT_NE(text.find("You said: hello"), std::string::npos);
  Ask("again");
  Ask("/save " + path);
  EXPECT_TRUE(Shows("saved as"));
  folder.Write("chat.md.other", "mine");
  Ask("/save " + path + ".other");
  EXPECT_TRUE(Shows("is there already"));
}

TEST_F(CommandsTest, CopySendsTheAnswerTheThoughtTheCodeOrAll) {
  Start();
  Ask("/copy");
  EXPECT_TRUE(Shows("there is nothing to copy yet"));
  Ask("```\ncode\n```");
  const auto copied = [&](const std::string& command) {
    host_.sent.clear();
    Ask(command);
    return host_.sent;
  };
  EXPECT_EQ(copied("/copy"), *ClipboardSequence("You said: ```\ncode\n```", false));
  EXPECT_EQ(copied("/copy think"), *ClipboardSequence("hm hm hm", false));
  EXPECT_NE(copied("/copy all"), "");
  EXPECT_EQ(copied("/copy everything"), "");
  EXPECT_TRUE(Shows("error: /copy: want all, think or code"));
}

TEST_F(CommandsTest, Theme) {
  Start();
  Ask("/theme light");
  EXPECT_EQ(host_.themes, (std::vector<std::string>{"light"}));
  Ask("/theme");
  EXPECT_TRUE(Shows("themes: dark, light"));
  Ask("/theme mauve");
  EXPECT_TRUE(Shows("there is no theme 'mauve'; there are dark, light"));
}

TEST_F(CommandsTest, MemoryPageStaysCurrent) {
  Start();
  Ask("/memory");
  EXPECT_TRUE(Shows("weights, mapped"));
  EXPECT_TRUE(app_->WakeAt());
  Type("\033");
  EXPECT_FALSE(app_->WakeAt());
}

TEST_F(CommandsTest, Quit) {
  Start();
  Ask("/q");
  EXPECT_EQ(app_->exit_code(), 0);
}

}  // namespace
}  // namespace ponder::testing
