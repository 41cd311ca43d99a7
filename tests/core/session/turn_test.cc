#include "core/session/turn.h"

#include <gtest/gtest.h>

#include "tests/support/scripted_model.h"

namespace ponder {
namespace {

using testing::kImEnd;
using testing::kThinkClose;
using testing::kThinkOpen;
using testing::ScriptedGenerator;
using testing::ScriptedText;

constexpr size_t kVocab = 512;
const TurnRequest kHello{{{Speaker::kUser, "hello", ""}}};

// A turn's surroundings, with a clock that ticks a millisecond whenever it is read.
struct Stage {
  explicit Stage(ScriptedGenerator scripted) : generator(std::move(scripted)) {}
  explicit Stage(std::string_view reply, bool thinks = true)
      : generator(kVocab, ReplyTokens(reply)) {
    settings.Store(Settings{.temp = 0, .think = thinks});
  }

  // "<think>" and "</think>" in `reply` are the tokens.
  static std::vector<TokenId> ReplyTokens(std::string_view reply) {
    return ScriptedText().tokenizer.Encode(reply);
  }

  Result<TurnReport> Run(const TurnRequest& request = kHello) {
    return RunTurn(request,
                   {.text = text,
                    .generator = generator,
                    .sampler = sampler,
                    .settings = settings,
                    .meters = meters,
                    .clock = clock,
                    .publish = [this](Event event) { Take(std::move(event)); },
                    .fresh_seed = 99},
                   stop.get_token());
  }

  void Take(Event event) {
    if (auto* span = std::get_if<SpanEvent>(&event)) {
      (span->kind == SpanKind::kThink ? thought : answer) += span->text;
      open += span->begins;
      open -= span->closes;
    } else {
      progress.push_back(std::get<PrefillProgress>(event));
    }
  }

  ModelText text = ScriptedText();
  ScriptedGenerator generator;
  SamplingChain sampler{kVocab};
  Published<Settings> settings{Settings{.temp = 0}};
  Meters meters;
  std::stop_source stop;
  SteadyTime now{};
  TurnClock clock{[this] { return now += std::chrono::milliseconds(1); },
                  [this](SteadyTime::duration duration, std::stop_token) { now += duration; }};

  std::string thought, answer;
  int open = 0;  // spans
  std::vector<PrefillProgress> progress;
};

TEST(Turn, ThinksThenAnswers) {
  Stage stage("hm, yes\n</think>\nHello you");
  const TurnReport report = *stage.Run();
  EXPECT_EQ(report.stop, StopReason::kEnd);
  EXPECT_EQ(stage.thought, "hm, yes");
  EXPECT_EQ(stage.answer, "Hello you");
  EXPECT_EQ(stage.open, 0);
  EXPECT_EQ(report.completion_tokens, Stage::ReplyTokens("hm, yes\n</think>\nHello you").size());
  EXPECT_EQ(report.thinking_tokens, Stage::ReplyTokens("hm, yes\n</think>").size());
  EXPECT_EQ(report.reused_tokens, 0);
  EXPECT_GT(report.prompt_tokens, 5);
  EXPECT_GT(report.prefill_seconds, 0);
  EXPECT_GT(report.decode_seconds, 0);
  EXPECT_EQ(report.seed, 99);
}

TEST(Turn, WithoutThinkingThereIsOnlyAnAnswer) {
  Stage stage("Hello", false);
  const TurnReport report = *stage.Run();
  EXPECT_EQ(stage.thought, "");
  EXPECT_EQ(stage.answer, "Hello");
  EXPECT_EQ(report.thinking_tokens, 0);
}

TEST(Turn, KeepsACheckpointAtTheEndOfTheUsersMessage) {
  Stage stage("</think>Hi");
  const TurnReport first = *stage.Run();
  ASSERT_EQ(stage.generator.checkpoints.size(), 1);
  const size_t stable = stage.generator.checkpoints[0];

  TurnRequest next = kHello;
  next.messages.push_back({Speaker::kAssistant, "Hi", "hm"});
  next.messages.push_back({Speaker::kUser, "bye", ""});
  stage.progress.clear();
  const TurnReport second = *stage.Run(next);
  EXPECT_EQ(second.reused_tokens, stable);
  EXPECT_GT(second.prompt_tokens, first.prompt_tokens);
  EXPECT_EQ(stage.progress.front().reused, stable);
  EXPECT_EQ(stage.progress.front().done, stable);
  EXPECT_EQ(stage.progress.back().done, second.prompt_tokens);
  EXPECT_EQ(stage.generator.checkpoints.size(), 2);
}

TEST(Turn, ARetryReadsOnlyTheOpeningOfTheReply) {
  Stage stage("</think>Hi");
  ASSERT_TRUE(stage.Run());
  const TurnReport again = *stage.Run();
  EXPECT_EQ(again.reused_tokens, stage.generator.checkpoints[0]);
}

TEST(Turn, ProgressCountsTheWholePrompt) {
  Stage stage("</think>Hi");
  stage.generator.chunk = 2;
  const TurnReport report = *stage.Run();
  size_t before = 0;
  for (const PrefillProgress& progress : stage.progress) {
    EXPECT_EQ(progress.total, report.prompt_tokens);
    EXPECT_GE(progress.done, before);
    before = progress.done;
  }
  EXPECT_GT(stage.progress.size(), 4);
}

TEST(Turn, StopsAtMaxTokens) {
  Stage stage("</think>one two three four five six seven eight");
  stage.settings.Store(Settings{.temp = 0, .max_tokens = 5});
  const TurnReport report = *stage.Run();
  EXPECT_EQ(report.stop, StopReason::kLength);
  EXPECT_EQ(report.completion_tokens, 5);
  EXPECT_EQ(stage.open, 0);
}

TEST(Turn, StopsWhereTheContextEnds) {
  Stage stage("</think>one two three four five six seven eight");
  stage.generator.context_size = 40;
  const TurnReport report = *stage.Run();
  EXPECT_EQ(report.stop, StopReason::kContext);
  EXPECT_EQ(report.prompt_tokens + report.completion_tokens, 41);
}

TEST(Turn, APromptLongerThanTheContextIsAnError) {
  Stage stage("Hi");
  stage.generator.context_size = 10;
  EXPECT_EQ(stage.Run().error().code, ErrorCode::kLimit);
}

TEST(Turn, AModelThatComputesNoNumbersIsAnError) {
  Stage stage("<think>a</think>hello");
  stage.generator.breaks_at = 0;
  const auto report = stage.Run();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kModel);
  EXPECT_EQ(stage.answer, "");

  Stage later("</think>hello you");
  later.generator.breaks_at = stage.generator.tokens().size() + 3;
  EXPECT_FALSE(later.Run());
  EXPECT_FALSE(later.answer.empty());
}

TEST(Turn, AStopKeepsWhatIsThere) {
  Stage stage("</think>one two three four");
  size_t steps = 0;
  stage.generator.on_step = [&](size_t) {
    if (++steps == 6) stage.stop.request_stop();
  };
  stage.generator.chunk = 1000;
  const TurnReport report = *stage.Run();
  EXPECT_EQ(report.stop, StopReason::kInterrupt);
  EXPECT_EQ(report.completion_tokens, 4);
  EXPECT_FALSE(stage.answer.empty());
  EXPECT_EQ(stage.open, 0);
}

TEST(Turn, AStopWhileReadingIsAnInterruptToo) {
  Stage stage("Hi");
  stage.stop.request_stop();
  const TurnReport report = *stage.Run();
  EXPECT_EQ(report.stop, StopReason::kInterrupt);
  EXPECT_EQ(report.completion_tokens, 0);
  EXPECT_EQ(stage.answer, "");
}

TEST(Turn, ABudgetClosesTheThought) {
  // Thinks for ever, answers once the thought was closed.
  const std::vector<TokenId> answer = Stage::ReplyTokens("Four");
  const TokenId hm = Stage::ReplyTokens("hm")[0];
  Stage stage(ScriptedGenerator(kVocab, [=](std::span<const TokenId> tokens, size_t prompt) {
    const auto close = std::ranges::find(tokens.subspan(prompt), kThinkClose);
    const auto after = static_cast<size_t>(tokens.end() - close);
    if (after == 0) return hm;
    return after <= answer.size() ? answer[after - 1] : kImEnd;
  }));
  stage.settings.Store(Settings{.temp = 0, .think_budget = 10});
  const TurnReport report = *stage.Run();
  EXPECT_EQ(report.stop, StopReason::kEnd);
  EXPECT_EQ(report.thinking_tokens, 11);
  EXPECT_EQ(stage.answer, "Four");
}

TEST(Turn, ABudgetSpentWithoutAnAnswerSaysSo) {
  const TokenId hm = Stage::ReplyTokens("hm")[0];
  Stage stage(ScriptedGenerator(kVocab, [hm](std::span<const TokenId> tokens, size_t) {
    return tokens.back() == kThinkClose ? kImEnd : hm;
  }));
  stage.settings.Store(Settings{.temp = 0, .think_budget = 4});
  EXPECT_EQ(stage.Run()->stop, StopReason::kBudget);
}

TEST(Turn, EndTokensAreMaskedInsideAThought) {
  Stage stage(ScriptedGenerator(kVocab, [](std::span<const TokenId>, size_t) { return kImEnd; }));
  stage.settings.Store(Settings{.temp = 0, .max_tokens = 20});
  EXPECT_EQ(stage.Run()->stop, StopReason::kLength);
  stage.settings.Store(Settings{.temp = 0, .max_tokens = 20, .think = false});
  const TurnReport report = *stage.Run();
  EXPECT_EQ(report.stop, StopReason::kEnd);
  EXPECT_EQ(report.completion_tokens, 0);
}

TEST(Turn, MinTokensHoldTheEndBack) {
  Stage stage(ScriptedGenerator(kVocab, [](std::span<const TokenId>, size_t) { return kImEnd; }));
  stage.settings.Store(Settings{.temp = 0, .min_tokens = 7, .think = false});
  EXPECT_EQ(stage.Run()->completion_tokens, 7);
}

TEST(Turn, SettingsChangedMidwayApplyToTheNextToken) {
  Stage stage("one two three four five six seven");
  stage.generator.on_step = [&](size_t position) {
    if (position == 30) stage.settings.Store(Settings{.temp = 0, .think = false});
  };
  ASSERT_TRUE(stage.Run());
  // Thinking was switched off: the thought ends there.
  EXPECT_EQ(stage.generator.tokens()[31], kThinkClose);
}

TEST(Turn, TheSameSeedGivesTheSameReply) {
  // A flat distribution: only the seed decides.
  const auto said = [](std::optional<uint64_t> seed, uint64_t fresh) {
    Stage stage(ScriptedGenerator(kVocab, [](std::span<const TokenId>, size_t) { return 100; }));
    stage.settings.Store(Settings{.temp = 2, .top_k = 0, .max_tokens = 30, .seed = seed});
    stage.sampler = SamplingChain(kVocab);
    (void)RunTurn(kHello,
                  {.text = stage.text,
                   .generator = stage.generator,
                   .sampler = stage.sampler,
                   .settings = stage.settings,
                   .meters = stage.meters,
                   .clock = stage.clock,
                   .publish = [&](Event event) { stage.Take(std::move(event)); },
                   .fresh_seed = fresh},
                  {});
    return std::vector<TokenId>(stage.generator.tokens().begin(), stage.generator.tokens().end());
  };
  EXPECT_EQ(said(5, 1), said(5, 2));
  EXPECT_EQ(said(std::nullopt, 1), said(std::nullopt, 1));
}

TEST(Turn, PaceIsNotCountedAsDecoding) {
  Stage fast("</think>one two three");
  Stage slow("</think>one two three");
  slow.settings.Store(Settings{.temp = 0, .pace = 10});
  const TurnReport unpaced = *fast.Run();
  const TurnReport paced = *slow.Run();
  EXPECT_LT(paced.decode_seconds, 10 * unpaced.decode_seconds);
  EXPECT_GT(paced.paced_seconds, 0);
  EXPECT_EQ(unpaced.paced_seconds, 0);
  EXPECT_LE(slow.meters.mean_tokens_per_s, 10.5);
  EXPECT_GT(fast.meters.mean_tokens_per_s, 50);
}

TEST(Turn, MetersShowTheContextAndGoQuietAtTheEnd) {
  Stage stage("</think>one two three");
  double seen = 0;
  stage.generator.on_step = [&](size_t) { seen = stage.meters.tokens_per_s; };
  ASSERT_TRUE(stage.Run());
  EXPECT_GT(seen, 0);
  EXPECT_EQ(stage.meters.tokens_per_s, 0);
  EXPECT_EQ(stage.meters.context_used, stage.generator.tokens().size());
  EXPECT_EQ(stage.meters.context_size, 1000);
  EXPECT_GT(stage.meters.kv_bytes, 0);
}

}  // namespace
}  // namespace ponder
