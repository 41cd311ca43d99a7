#include "core/chat/span_parser.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ostream>

#include "core/chat/transcript.h"

namespace ponder {

namespace {

constexpr TokenId kThinkOpen = 12, kThinkClose = 13, kToolOpen = 14, kToolClose = 15, kWord = 100;
constexpr SpanMarkers kMarkers{kThinkOpen, kThinkClose, kToolOpen, kToolClose};

struct Step {
  TokenId token;
  std::string piece;
};

Step Word(std::string text) { return {kWord, std::move(text)}; }
Step Marker(TokenId token) { return {token, ""}; }

struct Said {
  SpanKind kind;
  std::string text;
  bool operator==(const Said&) const = default;
};

void PrintTo(const Said& said, std::ostream* out) {
  *out << "{kind " << static_cast<int>(said.kind) << " \"" << said.text << "\"}";
}

std::vector<SpanEvent> Parse(const std::vector<Step>& steps, bool in_thought) {
  SpanParser parser(kMarkers, in_thought);
  std::vector<SpanEvent> events;
  for (const Step& step : steps) parser.Push(step.token, step.piece, 0.5, events);
  parser.Finish("", events);
  return events;
}

std::vector<Span> Applied(const std::vector<SpanEvent>& events) {
  Transcript transcript;
  transcript.AddUser("hi", 0);
  transcript.BeginReply(0);
  for (const SpanEvent& event : events) transcript.Apply(event);
  return transcript.newest_reply()->spans;
}

std::vector<Said> Spans(const std::vector<Step>& steps, bool in_thought = false) {
  std::vector<Said> said;
  for (const Span& span : Applied(Parse(steps, in_thought))) {
    EXPECT_FALSE(span.open);
    said.push_back({span.kind, span.text});
  }
  return said;
}

using Saids = std::vector<Said>;

TEST(SpanParser, ThoughtThenAnswer) {
  EXPECT_EQ(Spans({Marker(kThinkOpen), Word("\nhm"), Word(" yes\n"), Marker(kThinkClose),
                   Word("\n\nTwo"), Word(" words.\n")}),
            (Saids{{SpanKind::kThink, "hm yes"}, {SpanKind::kText, "Two words."}}));
}

TEST(SpanParser, PromptHasOpenedTheThought) {
  EXPECT_EQ(Spans({Word("hm"), Marker(kThinkClose), Word("Yes")}, true),
            (Saids{{SpanKind::kThink, "hm"}, {SpanKind::kText, "Yes"}}));
  EXPECT_EQ(Spans({Marker(kThinkOpen), Word("hm"), Marker(kThinkClose), Word("Yes")}, true),
            (Saids{{SpanKind::kThink, "hm"}, {SpanKind::kText, "Yes"}}));
}

TEST(SpanParser, LoneCloseIsDropped) {
  EXPECT_EQ(Spans({Word("Yes"), Marker(kThinkClose), Word(" sir"), Marker(kToolClose)}),
            (Saids{{SpanKind::kText, "Yes sir"}}));
}

TEST(SpanParser, ToolCallEndsAnOpenThought) {
  EXPECT_EQ(
      Spans({Word("call it"), Marker(kToolOpen), Word("f()"), Marker(kToolClose), Word("ok")},
            true),
      (Saids{{SpanKind::kThink, "call it"}, {SpanKind::kTool, "f()"}, {SpanKind::kText, "ok"}}));
}

TEST(SpanParser, ThoughtOfWhiteSpaceIsNone) {
  EXPECT_EQ(Spans({Marker(kThinkOpen), Word("\n"), Word(" \n"), Marker(kThinkClose), Word("Yes")}),
            (Saids{{SpanKind::kText, "Yes"}}));
}

TEST(SpanParser, ThoughtNeverClosed) {
  EXPECT_EQ(Spans({Word("on and"), Word(" on\n")}, true), (Saids{{SpanKind::kThink, "on and on"}}));
}

TEST(SpanParser, MarkersAreKnownById) {
  EXPECT_EQ(Spans({Word("write <think> and </think>")}),
            (Saids{{SpanKind::kText, "write <think> and </think>"}}));
}

TEST(SpanParser, ModelWithoutMarkers) {
  SpanParser parser(SpanMarkers{}, false);
  EXPECT_FALSE(parser.IsMarker(SpanMarkers::kNoToken));
  EXPECT_FALSE(parser.IsMarker(0));
  EXPECT_FALSE(EndsInThought(SpanMarkers{}, std::vector<TokenId>{-1, 0, 12}));
}

TEST(SpanParser, KeepsIndentationOfTheFirstLine) {
  EXPECT_EQ(Spans({Word("\n\n    x = 1")}), (Saids{{SpanKind::kText, "    x = 1"}}));
}

TEST(SpanParser, TextHeldBackBeforeAMarkBelongsBeforeIt) {
  EXPECT_EQ(Spans({Word("caf"), {kThinkClose, "\xEF\xBF\xBD"}, Word("Yes")}, true),
            (Saids{{SpanKind::kThink, "caf\xEF\xBF\xBD"}, {SpanKind::kText, "Yes"}}));
}

TEST(SpanParser, SaysWhereTheNextTokenFalls) {
  SpanParser parser(kMarkers, true);
  std::vector<SpanEvent> events;
  EXPECT_EQ(parser.kind(), SpanKind::kThink);
  parser.Push(kThinkClose, "", 0, events);
  EXPECT_EQ(parser.kind(), SpanKind::kText);
  parser.Push(kToolOpen, "", 0, events);
  EXPECT_EQ(parser.kind(), SpanKind::kTool);
}

TEST(SpanParser, CountsTokensAndTimeOfEachSpan) {
  const auto spans = Applied(Parse({Marker(kThinkOpen), Word("\n"), Word("hm"), Marker(kThinkClose),
                                    Word("\n"), Word("Yes"), Word("\n")},
                                   false));
  ASSERT_EQ(spans.size(), 2);
  EXPECT_EQ(spans[0].num_tokens, 4);
  EXPECT_DOUBLE_EQ(spans[0].seconds, 2.0);
  EXPECT_EQ(spans[1].num_tokens, 3);
}

TEST(SpanParser, PromptsThatEndInAThought) {
  const auto ends = [](std::vector<TokenId> prompt) { return EndsInThought(kMarkers, prompt); };
  EXPECT_TRUE(ends({1, kThinkOpen, 5}));
  EXPECT_TRUE(ends({kThinkOpen, kThinkClose, kThinkOpen}));
  EXPECT_FALSE(ends({1, kThinkOpen, kThinkClose}));
  EXPECT_FALSE(ends({1, 2, 3}));
}

std::vector<Step> ArbitrarySteps() {
  const auto step = rc::gen::oneOf(
      rc::gen::map(rc::gen::inRange<TokenId>(kThinkOpen, kToolClose + 1), Marker),
      rc::gen::map(rc::gen::container<std::string>(rc::gen::element('a', 'b', ' ', '\n')), Word));
  return *rc::gen::container<std::vector<Step>>(step);
}

// The same text in smaller pieces.
std::vector<Step> Chopped(const std::vector<Step>& steps) {
  std::vector<Step> chopped;
  for (const Step& step : steps) {
    if (step.token != kWord) {
      chopped.push_back(step);
      continue;
    }
    for (size_t begin = 0; begin < step.piece.size();) {
      const auto length = *rc::gen::inRange<size_t>(1, step.piece.size() - begin + 1);
      chopped.push_back(Word(step.piece.substr(begin, length)));
      begin += length;
    }
  }
  return chopped;
}

RC_GTEST_PROP(SpanParserProperty, AnyChunkingGivesTheSameSpans, (bool in_thought)) {
  const std::vector<Step> steps = ArbitrarySteps();
  RC_ASSERT(Spans(steps, in_thought) == Spans(Chopped(steps), in_thought));
}

RC_GTEST_PROP(SpanParserProperty, MergedEventsGiveTheSameTranscript, (bool in_thought)) {
  const std::vector<SpanEvent> events = Parse(ArbitrarySteps(), in_thought);
  std::vector<SpanEvent> merged;
  for (const SpanEvent& event : events) {
    Event next = event;
    if (!merged.empty() && *rc::gen::arbitrary<bool>()) {
      Event last = merged.back();
      if (MergeEvents(last, next)) {
        merged.back() = std::get<SpanEvent>(last);
        continue;
      }
    }
    merged.push_back(event);
  }
  const auto expected = Applied(events);
  const auto found = Applied(merged);
  RC_ASSERT(expected.size() == found.size());
  for (size_t i = 0; i < expected.size(); ++i) {
    RC_ASSERT(expected[i].kind == found[i].kind);
    RC_ASSERT(expected[i].text == found[i].text);
    RC_ASSERT(expected[i].num_tokens == found[i].num_tokens);
    RC_ASSERT(!found[i].open);
  }
}

RC_GTEST_PROP(SpanParserProperty, NoSpanIsBlankOrEndsInWhiteSpace, (bool in_thought)) {
  for (const Said& said : Spans(ArbitrarySteps(), in_thought)) {
    RC_ASSERT(!said.text.empty());
    RC_ASSERT(said.text.back() != ' ' && said.text.back() != '\n');
    RC_ASSERT(said.text.front() != '\n');
  }
}

}  // namespace
}  // namespace ponder
