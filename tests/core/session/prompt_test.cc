#include "core/session/prompt.h"

#include <gtest/gtest.h>

#include "tests/support/scripted_model.h"

namespace ponder {
namespace {

using testing::kThinkClose;
using testing::kThinkOpen;
using testing::ScriptedText;

const TurnRequest kHello{{{Speaker::kUser, "hello", ""}}};

TEST(MakePrompt, IsStableUpToTheEndOfTheUsersMessage) {
  const ModelText text = ScriptedText();
  const TurnPrompt prompt = *MakePrompt(text, kHello, true);
  EXPECT_EQ(text.tokenizer.Decode(std::span(prompt.tokens).first(prompt.stable_length)),
            "<|im_start|>user\nhello<|im_end|>\n");
  EXPECT_EQ(text.tokenizer.Decode(std::span(prompt.tokens).subspan(prompt.stable_length)),
            "<|im_start|>assistant\n<think>\n");
}

TEST(MakePrompt, TheNextPromptBeginsWithTheStablePart) {
  const ModelText text = ScriptedText();
  const TurnPrompt first = *MakePrompt(text, kHello, true);
  TurnRequest next = kHello;
  next.messages.push_back({Speaker::kAssistant, "hi", "say hi"});
  next.messages.push_back({Speaker::kUser, "bye", ""});
  const TurnPrompt second = *MakePrompt(text, next, true);
  ASSERT_GT(second.stable_length, first.stable_length);
  EXPECT_TRUE(std::equal(first.tokens.begin(),
                         first.tokens.begin() + static_cast<ptrdiff_t>(first.stable_length),
                         second.tokens.begin()));
}

TEST(MakePrompt, KnowsWhetherItOpensAThought) {
  const ModelText text = ScriptedText();
  EXPECT_TRUE(MakePrompt(text, kHello, true)->opens_thought);
  EXPECT_FALSE(MakePrompt(text, kHello, false)->opens_thought);
  // What a user writes opens nothing.
  const TurnRequest tricky{{{Speaker::kUser, "what is <think>", ""}}};
  ModelText plain = text;
  plain.render = [](const TurnRequest& request, bool, bool) {
    return Result<std::string>(request.messages[0].text);
  };
  EXPECT_FALSE(MakePrompt(plain, tricky, true)->opens_thought);
}

TEST(MakePrompt, AnEmptyPromptIsTheTemplatesFault) {
  ModelText text = ScriptedText();
  text.render = [](const TurnRequest&, bool, bool) -> Result<std::string> { return ""; };
  const auto prompt = MakePrompt(text, kHello, true);
  ASSERT_FALSE(prompt);
  EXPECT_EQ(prompt.error().code, ErrorCode::kModel);
}

TEST(MakePrompt, AFailingTemplateIsAnError) {
  ModelText text = ScriptedText();
  text.render = [](const TurnRequest&, bool, bool) -> Result<std::string> {
    return Fail(ErrorCode::kModel, "chat_template.jinja", "bad");
  };
  EXPECT_EQ(MakePrompt(text, kHello, true).error().message, "bad");
}

TEST(FindSpanMarkers, HalfAPairIsNone) {
  const SpanMarkers markers = FindSpanMarkers(ScriptedText().tokenizer);
  EXPECT_EQ(markers.think_open, kThinkOpen);
  EXPECT_EQ(markers.think_close, kThinkClose);
  EXPECT_EQ(markers.tool_open, 14);
  const auto tokenizer = Tokenizer::Parse(
      R"({"added_tokens": [{"id": 2, "content": "<think>", "special": false}],
          "pre_tokenizer": {"type": "ByteLevel"}, "decoder": {"type": "ByteLevel"},
          "model": {"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": []}})",
      "tokenizer.json");
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  EXPECT_EQ(FindSpanMarkers(*tokenizer).think_open, SpanMarkers::kNoToken);
}

}  // namespace
}  // namespace ponder
