// Whole screens as text, at the sizes people use. See ../golden/README.md.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/golden_screen.h"
#include "ui/view/screen_view.h"

namespace ponder {
namespace {

constexpr Size kSizes[] = {{20, 5}, {40, 10}, {80, 24}, {200, 60}};
constexpr int64_t kTwoOClock = 14 * 3600 + 2 * 60;  // UTC

class ScreenGolden : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { setenv("TZ", "UTC", 1); }

  void Say(SpanKind kind, std::string_view text, size_t tokens, double seconds,
           bool closes = true) {
    transcript_.Apply({.kind = kind,
                       .text = std::string(text),
                       .num_tokens = tokens,
                       .seconds = seconds,
                       .begins = true,
                       .closes = closes});
  }

  // The screen of the sketch: a finished turn, and a second one that is thinking.
  void TwoTurns() {
    transcript_.AddUser("What is 17 * 23? Then explain why schoolbook multiplication works.",
                        kTwoOClock);
    transcript_.BeginReply(kTwoOClock);
    Say(SpanKind::kThink, "17 * 23 = 17 * 20 + 17 * 3.\nThat is 340 + 51.", 412, 12.3);
    Say(SpanKind::kText,
        "**391**. Schoolbook multiplication is the *distributive law* written in columns:\n\n"
        "```\n17 * 23  =  17 * (20 + 3)\n         =  340 + 51\n```\n\n",
        60, 6, false);
    transcript_.AddMark("temp 0.70 -> 0.30");
    transcript_.Apply({.kind = SpanKind::kText,
                       .text = "Each row is one digit of the second factor times the whole first "
                               "one, shifted by that digit's place.",
                       .num_tokens = 126,
                       .closes = true});
    transcript_.EndReply({.prompt_tokens = 1221,
                          .reused_tokens = 1204,
                          .completion_tokens = 186,
                          .decode_seconds = 19});
    transcript_.AddUser("Do 123 * 45 the same way.", kTwoOClock + 120);
    transcript_.BeginReply(kTwoOClock + 120);
    Say(SpanKind::kThink,
        "123 * 45 = 123 * 40 + 123 * 5\n123 * 40 = 4920. 123 * 5 = 615. The sum is 55", 74, 8.2,
        false);
  }

  static ScreenState Running() {
    ScreenState state;
    state.title = {.model = "Nemotron-3-Nano-30B",
                   .format = "TurboQuant 3/2 bit",
                   .weight_bytes = 11'200'000'000};
    state.status = {.progress = {},
                    .writing = true,
                    .rate = 9.7,
                    .possible_rate = 9.7,
                    .mean_rate = 9.6,
                    .rates = {2, 6, 9, 9, 10, 9},
                    .context_used = 1510,
                    .context_size = 32768,
                    .process_bytes = 11'600'000'000,
                    .machine_bytes = 23'400'000'000,
                    .settings = {}};
    state.status.settings.rep_penalty = 1.04f;
    state.hints = {"Esc stop", "Ctrl+O fold", "F2 sampler", "Enter queues the message", "? keys"};
    return state;
  }

  void ExpectGoldens(const std::string& name, ScreenState state) {
    for (const Size size : kSizes) {
      state.size = size;
      TranscriptView view;
      const Frame frame = DrawScreen(state, transcript_, view);
      testing::ExpectGoldenScreen(name, frame.surface, frame.cursor);
    }
  }

  Transcript transcript_;
};

TEST_F(ScreenGolden, Conversation) {
  TwoTurns();
  ScreenState state = Running();
  state.prompt = {
      .draft = "and what about negative numbers", .cursor = 31, .question = {}, .queued = {}};
  ExpectGoldens("conversation", state);
}

TEST_F(ScreenGolden, ConversationInAscii) {
  TwoTurns();
  ScreenState state = Running();
  state.look.glyphs = &AsciiGlyphs();
  state.size = {80, 24};
  TranscriptView view;
  const Frame frame = DrawScreen(state, transcript_, view);
  for (int y = 0; y < state.size.height; ++y) {
    for (const char byte : frame.surface.RowText(y)) EXPECT_GE(byte, 0);
  }
  testing::ExpectGoldenScreen("conversation-ascii", frame.surface, frame.cursor);
}

TEST_F(ScreenGolden, Welcome) {
  ScreenState state = Running();
  state.status.writing = false;
  state.status.mean_rate = 0;
  state.welcome = {"Type a message and press Enter. Everything runs on this computer."};
  state.hints = {"Ctrl+D leave", "/ commands", "F2 sampler", "? keys"};
  ExpectGoldens("welcome", state);
}

TEST_F(ScreenGolden, SamplerPanel) {
  TwoTurns();
  ScreenState state = Running();
  state.panel =
      PanelState{.settings = state.status.settings, .defaults = {}, .cursor = 4, .live = true};
  state.hints = {"Esc close", "Up/Down pick", "Left/Right change", "r reset", "u undo"};
  ExpectGoldens("panel", state);
}

TEST_F(ScreenGolden, Reading) {
  transcript_.AddUser("Summarise the file.", kTwoOClock);
  transcript_.BeginReply(kTwoOClock);
  ScreenState state = Running();
  state.status.progress = ProgressState{.label = "reading",
                                        .part = 7168.0 / 11240,
                                        .count = "7,168 of 11,240 tokens",
                                        .rate = "  412/s",
                                        .seconds_left = 9.9};
  ExpectGoldens("reading", state);
}

TEST_F(ScreenGolden, MarkdownOfEveryKind) {
  transcript_.AddUser("Show me everything.", kTwoOClock);
  transcript_.BeginReply(kTwoOClock);
  Say(SpanKind::kText,
      "# Heading\n\nText with *emphasis*, **weight**, `code` and a [link](https://example.org).\n\n"
      "- one item that is long enough to be broken into two rows on a narrow screen\n"
      "- another\n  1. nested\n\n> A quote.\n\n"
      "```python\nprint('a line that is never wrapped, however narrow the screen may be')\n```\n\n"
      "| step | product |\n|:-----|--------:|\n| ones | 51 |\n| tens | 340 |\n\n"
      "The area is \\(a*b\\), and $x_1$.\n\n---\n\nDone.",
      120, 12);
  transcript_.EndReply({.stop = StopReason::kLength,
                        .completion_tokens = 120,
                        .decode_seconds = 12,
                        .paced_seconds = 3});
  ScreenState state = Running();
  state.status.writing = false;
  ExpectGoldens("markdown", state);
}

TEST_F(ScreenGolden, HostileText) {
  transcript_.AddUser("clear\x1b[2J title\x1b]0;x\x07 bidi\u202Egnp.exe c1\u009B31m", kTwoOClock);
  transcript_.BeginReply(kTwoOClock);
  Say(SpanKind::kText,
      "wide \u6F22\u5B57\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57 family \U0001F468\u200D\U0001F469 "
      "marks a\u0301\u0302\u0303\u0304\u0305 zero\u200Bwidth broken \xff\xc3 tab\there",
      20, 2);
  transcript_.EndReply({.completion_tokens = 20, .decode_seconds = 2});
  ScreenState state = Running();
  state.title.model = "model\x1b[31m";
  state.notice = Notice{Notice::Kind::kError, "file\x1b[31m.json: \u202Ewrong"};
  ExpectGoldens("hostile", state);
}

TEST_F(ScreenGolden, DraftQueueAndSuggestions) {
  TwoTurns();
  ScreenState state = Running();
  state.prompt = {.draft = "/set te", .cursor = 7, .question = {}, .queued = {"and another thing"}};
  state.suggestions = Suggestions{{{"temp ", ""}, {"/theme", "show or change the colours"}}, 0};
  ExpectGoldens("draft", state);
  state.prompt = {
      .draft = "a first line\nand a second one that is so long that it has to be broken",
      .cursor = 60,
      .question = {},
      .queued = {}};
  state.suggestions.reset();
  ExpectGoldens("draft-lines", state);
}

TEST_F(ScreenGolden, EverySizeFillsExactlyItsScreen) {
  TwoTurns();
  ScreenState state = Running();
  state.panel = PanelState{};
  state.notice = Notice{Notice::Kind::kWarning, "press Ctrl+C again to leave"};
  TranscriptView view;
  for (int width = 1; width <= 90; width += width < 24 ? 1 : 7) {
    for (int height = 1; height <= 30; ++height) {
      state.size = {width, height};
      const Frame frame = DrawScreen(state, transcript_, view);
      EXPECT_EQ(frame.surface.size(), state.size);
      ASSERT_TRUE(frame.cursor);
      EXPECT_LT(frame.cursor->x, width);
      EXPECT_LT(frame.cursor->y, height);
    }
  }
}

}  // namespace
}  // namespace ponder
