#include "ui/input/keys.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ponder {
namespace {

using Parsed = std::variant<Key, Paste, Mouse, Unknown>;

// What the bytes mean once nothing follows.
std::vector<Parsed> All(std::string_view bytes) {
  KeyParser parser;
  std::vector<Parsed> all;
  for (InputEvent& event : parser.Feed(bytes)) all.push_back(std::move(event.what));
  for (InputEvent& event : parser.Flush()) all.push_back(std::move(event.what));
  return all;
}

Parsed One(std::string_view bytes) {
  const auto all = All(bytes);
  EXPECT_EQ(all.size(), 1) << ::testing::PrintToString(bytes);
  return all.empty() ? Parsed(Unknown{}) : all[0];
}

Key Code(KeyCode code) { return {.code = code}; }

TEST(Keys, Characters) {
  EXPECT_EQ(One("a"), Parsed(Key{.character = U'a'}));
  EXPECT_EQ(One("\u00E9"), Parsed(Key{.character = 0xE9}));
  EXPECT_EQ(One("\U0001F600"), Parsed(Key{.character = 0x1F600}));
}

TEST(Keys, Controls) {
  EXPECT_EQ(One("\r"), Parsed(Code(KeyCode::kEnter)));
  EXPECT_EQ(One("\t"), Parsed(Code(KeyCode::kTab)));
  EXPECT_EQ(One("\x7f"), Parsed(Code(KeyCode::kBackspace)));
  EXPECT_EQ(One("\x01"), Parsed(Key{.character = U'a', .ctrl = true}));
  EXPECT_EQ(One("\n"), Parsed(Key{.character = U'j', .ctrl = true}));
  EXPECT_EQ(One("\x1f"), Parsed(Key{.character = U'_', .ctrl = true}));
}

TEST(Keys, ALoneEscIsKnownOnlyAfterAWhile) {
  KeyParser parser;
  EXPECT_TRUE(parser.Feed("\033").empty());
  EXPECT_EQ(parser.FlushAfterMs(), 25);
  const auto events = parser.Flush();
  ASSERT_EQ(events.size(), 1);
  EXPECT_EQ(events[0].what, Parsed(Code(KeyCode::kEscape)));
  EXPECT_EQ(parser.FlushAfterMs(), std::nullopt);
}

TEST(Keys, EscWithACharacterIsAlt) {
  EXPECT_EQ(One("\033b"), Parsed(Key{.character = U'b', .alt = true}));
  EXPECT_EQ(One("\033\r"), Parsed(Key{.code = KeyCode::kEnter, .alt = true}));
  EXPECT_EQ(One("\033["), Parsed(Key{.character = U'[', .alt = true}));
  EXPECT_EQ(One("\033\u00E9"), Parsed(Key{.character = 0xE9, .alt = true}));
}

TEST(Keys, EscTwiceIsTwoKeys) {
  EXPECT_EQ(All("\033\033"), (std::vector<Parsed>{Code(KeyCode::kEscape), Code(KeyCode::kEscape)}));
}

TEST(Keys, CursorAndFunctionKeysInEverySpelling) {
  for (const char* bytes : {"\033[A", "\033OA"}) EXPECT_EQ(One(bytes), Parsed(Code(KeyCode::kUp)));
  for (const char* bytes : {"\033[H", "\033OH", "\033[1~", "\033[7~"}) {
    EXPECT_EQ(One(bytes), Parsed(Code(KeyCode::kHome)));
  }
  for (const char* bytes : {"\033OP", "\033[11~", "\033[[A", "\033[P"}) {
    EXPECT_EQ(One(bytes), Parsed(Code(KeyCode::kF1)));
  }
  for (const char* bytes : {"\033OQ", "\033[12~", "\033[[B"}) {
    EXPECT_EQ(One(bytes), Parsed(Code(KeyCode::kF2)));
  }
  EXPECT_EQ(One("\033[5~"), Parsed(Code(KeyCode::kPageUp)));
  EXPECT_EQ(One("\033[3~"), Parsed(Code(KeyCode::kDelete)));
  EXPECT_EQ(One("\033[Z"), Parsed(Code(KeyCode::kBackTab)));
}

TEST(Keys, Modifiers) {
  EXPECT_EQ(One("\033[1;5H"), Parsed(Key{.code = KeyCode::kHome, .ctrl = true}));
  EXPECT_EQ(One("\033[1;3D"), Parsed(Key{.code = KeyCode::kLeft, .alt = true}));
  EXPECT_EQ(One("\033[3;5~"), Parsed(Key{.code = KeyCode::kDelete, .ctrl = true}));
  EXPECT_EQ(One("\033[1;2C"), Parsed(Key{.code = KeyCode::kRight, .shift = true}));
  EXPECT_EQ(One("\033[13;3u"), Parsed(Key{.code = KeyCode::kEnter, .alt = true}));
  EXPECT_EQ(One("\033[97;5u"), Parsed(Key{.character = U'a', .ctrl = true}));
  EXPECT_EQ(One("\033[27;5;13~"), Parsed(Key{.code = KeyCode::kEnter, .ctrl = true}));
}

TEST(Keys, APasteIsOneEventWhateverIsInIt) {
  EXPECT_EQ(One("\033[200~a\rb\033[A\x03\033[201~"), Parsed(Paste{"a\rb\033[A\x03"}));
  EXPECT_EQ(All("\033[200~\033[201~x"), (std::vector<Parsed>{Paste{""}, Key{.character = U'x'}}));
}

TEST(Keys, APasteThatNeverClosesGivesTheKeyboardBack) {
  KeyParser parser;
  EXPECT_TRUE(parser.Feed("\033[200~abc").empty());
  EXPECT_EQ(parser.FlushAfterMs(), 1000);
  const auto events = parser.Flush();
  ASSERT_EQ(events.size(), 1);
  EXPECT_EQ(events[0].what, Parsed(Paste{"abc"}));
  EXPECT_EQ(parser.Feed("x").size(), 1);
}

TEST(Keys, AHugePasteComesInParts) {
  KeyParser parser;
  size_t pasted = 0;
  const auto count = [&](const std::vector<InputEvent>& events) {
    for (const InputEvent& event : events) pasted += std::get<Paste>(event.what).text.size();
  };
  count(parser.Feed("\033[200~"));
  for (int i = 0; i < 3000; ++i) count(parser.Feed(std::string(1000, 'x')));
  EXPECT_GT(pasted, 2'000'000);
  count(parser.Feed("\033[201~"));
  EXPECT_EQ(pasted, 3'000'000);
  EXPECT_EQ(parser.Feed("x").size(), 1);
}

TEST(Keys, MouseEvents) {
  EXPECT_EQ(One("\033[<0;5;3M"), Parsed(Mouse{Mouse::Action::kPress, 4, 2}));
  EXPECT_EQ(One("\033[<0;5;3m"), Parsed(Mouse{Mouse::Action::kRelease, 4, 2}));
  EXPECT_EQ(One("\033[<64;1;1M"), Parsed(Mouse{Mouse::Action::kWheelUp, 0, 0}));
  EXPECT_EQ(One("\033[<65;1;1M"), Parsed(Mouse{Mouse::Action::kWheelDown, 0, 0}));
  EXPECT_EQ(One("\033[<68;1;1M"), Parsed(Mouse{Mouse::Action::kWheelUp, 0, 0}));  // with Shift
  EXPECT_EQ(One("\033[<2;1;1M"), Parsed(Mouse{Mouse::Action::kOther, 0, 0}));
  EXPECT_EQ(One("\033[M !!"), Parsed(Mouse{Mouse::Action::kPress, 0, 0}));
}

TEST(Keys, AnswersOfTheTerminalMeanNothing) {
  EXPECT_EQ(One("\033[?62;22c"), Parsed(Unknown{}));
  EXPECT_EQ(One("\033[12;40R").index(), 0);  // F3 with modifiers looks the same
  EXPECT_EQ(One("\xff"), Parsed(Unknown{}));
}

TEST(Keys, AnEndlessSequenceIsCutOff) {
  const auto all = All("\033[" + std::string(1000, '1'));
  EXPECT_GT(all.size(), 10);
}

// Bytes likely to form sequences.
rc::Gen<std::string> Bytes() {
  return rc::gen::container<std::string>(rc::gen::weightedOneOf<char>(
      {{3, rc::gen::element('\033', '[', '<', 'O', ';', '~', 'M', 'm', 'A', '2', '0', '1')},
       {1, rc::gen::arbitrary<char>()}}));
}

RC_GTEST_PROP(Keys, NoByteIsLost, ()) {
  const std::string bytes = *Bytes();
  KeyParser parser;
  std::string seen;
  for (size_t i = 0; i < bytes.size();) {
    const size_t n = *rc::gen::inRange<size_t>(1, 5);
    for (const InputEvent& event : parser.Feed(std::string_view(bytes).substr(i, n))) {
      seen += event.bytes;
    }
    i += n;
  }
  for (const InputEvent& event : parser.Flush()) seen += event.bytes;
  RC_ASSERT(seen == bytes);
  RC_ASSERT(!parser.FlushAfterMs());
}

RC_GTEST_PROP(Keys, HowTheBytesArriveDoesNotMatter, ()) {
  const std::string bytes = *Bytes();
  KeyParser parser;
  std::vector<Parsed> seen;
  const auto note = [&](std::vector<InputEvent> events) {
    for (InputEvent& event : events) seen.push_back(std::move(event.what));
  };
  for (const char byte : bytes) note(parser.Feed({&byte, 1}));
  note(parser.Flush());
  RC_ASSERT(seen == All(bytes));
}

}  // namespace
}  // namespace ponder
