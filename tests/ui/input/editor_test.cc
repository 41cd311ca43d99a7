#include "ui/input/editor.h"

#include <gtest/gtest.h>

#include <clocale>

namespace ponder {
namespace {

class EditorTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::setlocale(LC_CTYPE, "C.UTF-8");
    setenv("INPUTRC", "/dev/null", 1);
  }

  // Presses the keys; `^x` is Ctrl+x, `~x` Alt+x, `|` Enter. Returns the last line sent.
  std::optional<std::string> Type(std::string_view keys) {
    std::optional<std::string> sent;
    KeyParser parser;
    std::string bytes;
    for (size_t i = 0; i < keys.size(); ++i) {
      if (keys[i] == '^' && i + 1 < keys.size()) {
        bytes.push_back(static_cast<char>(keys[++i] & 0x1F));
      } else if (keys[i] == '~') {
        bytes.push_back('\033');
      } else {
        bytes.push_back(keys[i] == '|' ? '\r' : keys[i]);
      }
    }
    std::vector<InputEvent> events = parser.Feed(bytes);
    for (InputEvent& event : parser.Flush()) events.push_back(std::move(event));
    for (const InputEvent& event : events) {
      if (auto line = editor_.Press(std::get<Key>(event.what))) sent = line;
    }
    return sent;
  }

  void Press(KeyCode code) { editor_.Press({.code = code}); }

  Editor editor_;
};

TEST_F(EditorTest, ALineIsSentAndGone) {
  EXPECT_EQ(Type("hello|"), "hello");
  EXPECT_EQ(editor_.text(), "");
}

TEST_F(EditorTest, CharactersOfSeveralBytesAreOne) {
  Type("a\u00E9\u6F22");
  EXPECT_EQ(editor_.cursor(), 6);
  Press(KeyCode::kBackspace);
  EXPECT_EQ(editor_.text(), "a\u00E9");
  Press(KeyCode::kLeft);
  EXPECT_EQ(editor_.cursor(), 1);
  Press(KeyCode::kDelete);
  EXPECT_EQ(editor_.text(), "a");
}

TEST_F(EditorTest, EmacsKeys) {
  Type("one two three^a^f~d");
  EXPECT_EQ(editor_.text(), "o two three");
  Type("^e^w^y^y");
  EXPECT_EQ(editor_.text(), "o two threethree");
  Type("^_");
  EXPECT_EQ(editor_.text(), "o two three");
}

TEST_F(EditorTest, NewLinesByCtrlJAndAltEnter) {
  Type("a^jb");
  EXPECT_EQ(editor_.text(), "a\nb");
  editor_.Press({.code = KeyCode::kEnter, .alt = true});
  EXPECT_EQ(editor_.text(), "a\nb\n");
  EXPECT_EQ(Type("|"), "a\nb\n");
}

TEST_F(EditorTest, LineKeysKeepToTheirLine) {
  Type("one^jtwo^jthree");
  editor_.MoveCursor(5);
  Type("^a");
  EXPECT_EQ(editor_.cursor(), 4);
  Type("^e");
  EXPECT_EQ(editor_.cursor(), 7);
  Type("^u");
  EXPECT_EQ(editor_.text(), "one\n\nthree");
  Type("^u");
  EXPECT_EQ(editor_.text(), "one\nthree");
  EXPECT_EQ(editor_.cursor(), 3);
  Type("^k");
  EXPECT_EQ(editor_.text(), "onethree");
  Type("^k");
  EXPECT_EQ(editor_.text(), "one");
}

TEST_F(EditorTest, APasteIsOneStepOfUndo) {
  Type("a");
  editor_.Insert("x\r\ny\rz");
  EXPECT_EQ(editor_.text(), "ax\ny\nz");
  Type("^_");
  EXPECT_EQ(editor_.text(), "a");
}

TEST_F(EditorTest, WhatIsPastedIsCleanUtf8) {
  editor_.Insert(
      std::string("a\xff"
                  "b\0c",
                  5));
  EXPECT_EQ(editor_.text(), "a\uFFFDb\uFFFDc");
}

TEST_F(EditorTest, ReplacingIsOneStepOfUndo) {
  Type("/th rest");
  editor_.Replace(0, 3, "/theme");
  EXPECT_EQ(editor_.text(), "/theme rest");
  EXPECT_EQ(editor_.cursor(), 6);
  Type("^_");
  EXPECT_EQ(editor_.text(), "/th rest");
}

TEST_F(EditorTest, HistoryAndTheDraftBehindIt) {
  Type("first|second|draft");
  Press(KeyCode::kUp);
  EXPECT_EQ(editor_.text(), "second");
  Press(KeyCode::kUp);
  EXPECT_EQ(editor_.text(), "first");
  Press(KeyCode::kDown);
  Press(KeyCode::kDown);
  EXPECT_EQ(editor_.text(), "draft");
}

TEST_F(EditorTest, ALineFromTheHistoryStaysThereAsItWas) {
  Type("first|");
  Press(KeyCode::kUp);
  EXPECT_EQ(Type("!|"), "first!");
  Press(KeyCode::kUp);
  Press(KeyCode::kUp);
  EXPECT_EQ(editor_.text(), "first");
}

TEST_F(EditorTest, ALineSentTwiceIsInTheHistoryOnce) {
  Type("one|two|two|");
  Press(KeyCode::kUp);
  Press(KeyCode::kUp);
  EXPECT_EQ(editor_.text(), "one");
}

TEST_F(EditorTest, KillingAllLeavesTheHistoryToo) {
  Type("first|second|");
  Press(KeyCode::kUp);
  editor_.KillAll();
  EXPECT_EQ(editor_.text(), "");
  Press(KeyCode::kUp);
  EXPECT_EQ(editor_.text(), "second");
  Press(KeyCode::kDown);
  Type("^y");
  EXPECT_EQ(editor_.text(), "second");
}

TEST_F(EditorTest, SearchingTheHistory) {
  Type("alpha|beta|");
  Type("^ral");
  EXPECT_TRUE(editor_.searching());
  EXPECT_EQ(editor_.question(), "(reverse-i-search)`al': ");
  EXPECT_EQ(editor_.text(), "alpha");
  editor_.EndSearch();
  EXPECT_FALSE(editor_.searching());
  EXPECT_EQ(editor_.question(), "");
  EXPECT_EQ(editor_.text(), "alpha");
}

TEST_F(EditorTest, YankingDoesNotDoubleATextForEver) {
  Type("text");
  for (int i = 0; i < 30; ++i) Type("^u^y^y");
  EXPECT_GT(editor_.text().size(), 1u << 20);
  EXPECT_LT(editor_.text().size(), 4u << 20);
}

TEST_F(EditorTest, ACountRepeatsAKeyAtMost999Times) {
  for (int i = 0; i < 7; ++i) editor_.Press({.character = U'9', .alt = true});
  Type("x");
  EXPECT_EQ(editor_.text(), std::string(999, 'x'));
}

TEST_F(EditorTest, AFailedSearchGoesOnWhenItIsShortened) {
  Type("al\u00E4|a|");
  Type("^ral\u00E4x");
  const std::string failed = "(failed reverse-i-search)`al\u00E4x': ";
  EXPECT_EQ(editor_.question(), failed);
  Type("yz^r^w^y");
  EXPECT_EQ(editor_.question(), failed);
  Press(KeyCode::kBackspace);
  EXPECT_EQ(editor_.question(), "(reverse-i-search)`al\u00E4': ");
  EXPECT_EQ(editor_.text(), "al\u00E4");
  Press(KeyCode::kBackspace);
  EXPECT_EQ(editor_.question(), "(reverse-i-search)`al': ");
  EXPECT_EQ(Type("|"), "al\u00E4");
}

TEST_F(EditorTest, AFailedSearchIsGivenUpAsAnyOther) {
  Type("alpha|draft^rax");
  EXPECT_TRUE(editor_.searching());
  Type("^g");
  EXPECT_FALSE(editor_.searching());
  EXPECT_EQ(editor_.text(), "draft");
}

TEST_F(EditorTest, EnterInASearchSends) {
  Type("alpha|beta|");
  EXPECT_EQ(Type("^ral|"), "alpha");
}

TEST_F(EditorTest, GivingUpASearchBringsTheDraftBack) {
  Type("alpha|draft^ral^g");
  EXPECT_EQ(editor_.text(), "draft");
}

TEST_F(EditorTest, APasteEndsASearch) {
  Type("alpha|^ral");
  editor_.Insert("x");
  EXPECT_FALSE(editor_.searching());
  EXPECT_NE(editor_.text().find('x'), std::string_view::npos);
}

TEST_F(EditorTest, HistoryFromElsewhere) {
  editor_.SetHistory({"old", "two\nlines"});
  Press(KeyCode::kUp);
  EXPECT_EQ(editor_.text(), "two\nlines");
}

TEST_F(EditorTest, CtrlDOnAnEmptyLineDoesNothing) {
  Type("^d");
  EXPECT_EQ(Type("a|"), "a");
  Type("ab^a^d");
  EXPECT_EQ(editor_.text(), "b");
}

TEST_F(EditorTest, KeysWithoutAMeaningAreHarmless) {
  for (const char* keys : {"~?", "~*", "~=", "^x^u", "^l", "^t", "~^j", "^v", "~1", "~-", "^]a"}) {
    Type(keys);
  }
  Type("^g^g");
  editor_.KillAll();
  EXPECT_EQ(Type("still here|"), "still here");
}

}  // namespace
}  // namespace ponder
