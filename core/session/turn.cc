#include "core/session/turn.h"

#include <algorithm>
#include <cmath>

#include "core/session/prompt.h"
#include "core/session/turn_meters.h"

namespace ponder {
namespace {

// Takes in the prompt, with a checkpoint where the next prompt will still agree with this one.
Status ReadPrompt(const TurnPrompt& prompt, const TurnParts& parts, TurnMeters& meters,
                  std::stop_token stop) {
  const std::span<const TokenId> tokens = prompt.tokens;
  const auto progress = [&](size_t done, size_t) { meters.Read(done, tokens.size()); };
  if (prompt.stable_length > 0) {
    TRY(parts.generator.Sync(tokens.first(prompt.stable_length), progress, stop));
    parts.generator.Checkpoint();
  }
  TRY(parts.generator.Sync(tokens, progress, stop));
  meters.ReadAll();
  return {};
}

// One look, unless the first logits are not finite.
Status CheckNumbers(std::span<const float> logits) {
  if (std::ranges::any_of(logits, [](float logit) { return std::isfinite(logit); })) return {};
  return Fail(ErrorCode::kModel, "",
              "the model computed no numbers (NaN) for the next token; its weights "
              "may be damaged");
}

// The end of a thought that is too long, or no longer wanted; otherwise what the model says.
TokenId NextToken(const TurnParts& parts, const Settings& settings, uint64_t seed,
                  const Reply& reply) {
  const auto budget = static_cast<size_t>(settings.think_budget);
  const bool over_budget = budget > 0 && reply.thinking_tokens() >= budget;
  if (reply.in_thought() && (over_budget || !settings.think)) return parts.text.markers.think_close;
  return parts.sampler.Sample(parts.generator.logits(),
                              {.tokens = parts.generator.tokens(),
                               .reply_length = reply.length(),
                               .in_thought = reply.in_thought(),
                               .end_tokens = parts.text.end_tokens,
                               .settings = &settings},
                              seed);
}

Result<StopReason> Generate(const TurnParts& parts, uint64_t seed, Reply& reply, TurnMeters& meters,
                            std::stop_token stop) {
  Pacer pacer(parts.clock);
  for (;;) {
    meters.Waited(pacer.Wait(parts.settings, stop));
    const std::shared_ptr<const Settings> settings = parts.settings.Load();
    if (reply.length() >= static_cast<size_t>(settings->max_tokens)) return StopReason::kLength;
    TRY(CheckNumbers(parts.generator.logits()));
    const TokenId token = NextToken(parts, *settings, seed, reply);
    if (std::ranges::count(parts.text.end_tokens, token)) return StopReason::kEnd;
    reply.Take(token, meters.Decoded());
    if (parts.generator.tokens().size() == parts.generator.context()) return StopReason::kContext;
    TRY(parts.generator.Step(token, stop));
  }
}

bool BudgetWithoutAnswer(const Settings& settings, const Reply& reply) {
  const auto budget = static_cast<size_t>(settings.think_budget);
  return budget > 0 && reply.thinking_tokens() >= budget && !reply.has_answer();
}

}  // namespace

Result<TurnReport> RunTurn(const TurnRequest& request, const TurnParts& parts,
                           std::stop_token stop) {
  const Settings begun_with = *parts.settings.Load();
  const TurnPrompt prompt = TRY(MakePrompt(parts.text, request, begun_with.think));
  // One seed for the whole reply, so that the one reported gives it again.
  const uint64_t seed = begun_with.seed.value_or(parts.fresh_seed);
  TurnMeters meters(parts);
  Reply reply(parts.text, prompt.opens_thought, parts.publish);

  Result<StopReason> reason = ReadPrompt(prompt, parts, meters, stop).and_then([&] {
    return Generate(parts, seed, reply, meters, stop);
  });
  reply.Finish();
  if (!reason && reason.error().code == ErrorCode::kCancelled) reason = StopReason::kInterrupt;

  TurnReport report = meters.Report(reply);
  report.stop = TRY(reason);
  report.seed = seed;
  const bool cut_off = report.stop == StopReason::kInterrupt || report.stop == StopReason::kContext;
  if (!cut_off && BudgetWithoutAnswer(begun_with, reply)) report.stop = StopReason::kBudget;
  return report;
}

}  // namespace ponder
