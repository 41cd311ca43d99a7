// Whole turns on a real (random) checkpoint: tokenizer, template, engine, sampler together.
#include "core/session/engine_model.h"

#include <gtest/gtest.h>

#include "tests/support/golden.h"

namespace ponder {
namespace {

const TurnRequest kFirst{
    {{Speaker::kSystem, "Be brief.", ""}, {Speaker::kUser, "What is 2+2?", ""}}};

std::shared_ptr<const Engine> Pico() {
  static const auto engine = [] {
    const auto folder = OpenFolder(testing::GoldenPath("base/pico"));
    auto loaded = LoadEngine("pico", **folder, {.context = 512});
    EXPECT_TRUE(loaded) << Describe(loaded.error());
    return *loaded;
  }();
  return engine;
}

struct Chat {
  explicit Chat(size_t num_threads = 1, Settings with = {})
      : model(OpenEngine(Pico(), {.num_threads = num_threads, .chunk = 16})) {
    with.seed = 11;
    with.max_tokens = 24;
    settings.Store(with);
  }

  Result<TurnReport> Say(const TurnRequest& request) {
    text.clear();
    return RunTurn(request,
                   {.text = model.text,
                    .generator = *model.generator,
                    .sampler = sampler,
                    .settings = settings,
                    .meters = meters,
                    .clock = clock,
                    .publish =
                        [this](Event event) {
                          if (auto* span = std::get_if<SpanEvent>(&event)) text += span->text;
                        }},
                   {});
  }

  OpenedModel model;
  SamplingChain sampler{model.generator->logits().size()};
  Published<Settings> settings{Settings{}};
  Meters meters;
  TurnClock clock = RealTurnClock();
  std::string text;
};

TurnRequest Second(const std::string& answer) {
  TurnRequest request = kFirst;
  request.messages.push_back({Speaker::kAssistant, answer, "a thought that is dropped"});
  request.messages.push_back({Speaker::kUser, "and 3?", ""});
  return request;
}

TEST(EngineModel, KnowsWhatItIs) {
  const OpenedModel model = OpenEngine(Pico(), {.num_threads = 1});
  EXPECT_EQ(model.ready.name, "pico");
  EXPECT_EQ(model.ready.context, 512);
  EXPECT_TRUE(model.ready.can_think);
  EXPECT_GT(model.ready.weight_bytes, 100'000);
  EXPECT_NE(model.ready.format.find("BF16"), std::string::npos) << model.ready.format;
  EXPECT_EQ(model.text.markers.think_close, 13);
  EXPECT_EQ(model.text.end_tokens, (std::vector<TokenId>{2, 11}));
}

TEST(EngineModel, TheNextTurnReadsOnlyWhatIsNew) {
  Chat chat;
  const TurnReport first = *chat.Say(kFirst);
  EXPECT_EQ(first.reused_tokens, 0);
  EXPECT_EQ(first.completion_tokens, 24);
  const TurnReport second = *chat.Say(Second("4"));
  // All of the first prompt but the opening of the reply.
  EXPECT_GT(second.reused_tokens, first.prompt_tokens - 10);
  EXPECT_LT(second.reused_tokens, first.prompt_tokens);
  EXPECT_GT(chat.meters.checkpoint_bytes, 0);
}

TEST(EngineModel, AContinuedConversationEqualsAColdOne) {
  Chat continued, cold;
  ASSERT_TRUE(continued.Say(kFirst));
  ASSERT_TRUE(continued.Say(Second("4")));
  ASSERT_TRUE(cold.Say(Second("4")));
  EXPECT_EQ(continued.text, cold.text);
  EXPECT_FALSE(cold.text.empty());
}

TEST(EngineModel, ARetryWithTheSameSeedRepeatsItself) {
  Chat chat;
  ASSERT_TRUE(chat.Say(kFirst));
  const std::string once = chat.text;
  ASSERT_TRUE(chat.Say(kFirst));
  EXPECT_EQ(chat.text, once);
}

TEST(EngineModel, ThreadsDoNotChangeTheReply) {
  Chat one(1), three(3);
  ASSERT_TRUE(one.Say(kFirst));
  ASSERT_TRUE(three.Say(kFirst));
  EXPECT_EQ(one.text, three.text);
}

TEST(EngineModel, ThinkingIsAVariableOfTheTemplate) {
  const ModelText text = OpenEngine(Pico(), {.num_threads = 1}).text;
  EXPECT_TRUE(text.render(kFirst, true, true)->ends_with("<think>\n"));
  EXPECT_TRUE(text.render(kFirst, false, true)->ends_with("<think></think>"));
  EXPECT_TRUE(text.render(kFirst, true, false)->ends_with("2+2?<|im_end|>\n"));
  EXPECT_EQ(text.render(Second("4"), true, false)->find("dropped"), std::string::npos);
}

}  // namespace
}  // namespace ponder
