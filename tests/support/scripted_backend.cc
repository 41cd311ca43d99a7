#include "tests/support/scripted_backend.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"

namespace ponder::testing {
namespace {

constexpr size_t kTokenBytes = 4;

// Cut as a model's tokens are: short, and never inside a character.
std::vector<std::string> Tokens(std::string_view text) {
  std::vector<std::string> tokens;
  while (!text.empty()) {
    size_t length = std::min(kTokenBytes, text.size());
    while (length < text.size() && (text[length] & 0xC0) == 0x80) ++length;
    tokens.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return tokens;
}

}  // namespace

ScriptWriter& ScriptWriter::Wait(int ms) {
  wait_ += milliseconds(ms);
  return *this;
}

ScriptWriter& ScriptWriter::Add(Event event) {
  script_.push_back({std::exchange(wait_, milliseconds(0)), std::move(event)});
  return *this;
}

ScriptWriter& ScriptWriter::Prefill(size_t done, size_t total, double tokens_per_s) {
  return Add(
      PrefillProgress{.reused = 0, .done = done, .total = total, .tokens_per_s = tokens_per_s});
}

ScriptWriter& ScriptWriter::Span(SpanKind kind, std::string_view text, int ms) {
  bool begins = true;
  for (std::string& token : Tokens(text)) {
    Wait(ms);
    const double seconds = ms / 1000.0;
    Add(SpanEvent{.kind = kind,
                  .text = std::move(token),
                  .num_tokens = 1,
                  .seconds = seconds,
                  .begins = std::exchange(begins, false)});
    ++num_tokens_;
    seconds_ += seconds;
    if (kind == SpanKind::kThink) ++num_thought_tokens_;
  }
  return Add(SpanEvent{.kind = kind, .text = {}, .closes = true});
}

ScriptWriter& ScriptWriter::Think(std::string_view text, int ms) {
  return Span(SpanKind::kThink, text, ms);
}

ScriptWriter& ScriptWriter::Answer(std::string_view text, int ms) {
  return Span(SpanKind::kText, text, ms);
}

ScriptWriter& ScriptWriter::Tool(std::string_view text, int ms) {
  return Span(SpanKind::kTool, text, ms);
}

Script ScriptWriter::End(StopReason stop) {
  Add(TurnEnded{.report = {.stop = stop,
                           .prompt_tokens = 1221,
                           .reused_tokens = 1204,
                           .completion_tokens = num_tokens_,
                           .thinking_tokens = num_thought_tokens_,
                           .prefill_seconds = 0.1,
                           .decode_seconds = seconds_,
                           .seed = 8812034}});
  return std::move(script_);
}

ModelReady ReadyModel() {
  return {.name = "Nemotron-3-Nano-30B",
          .format = "TurboQuant 3/2 bit",
          .weight_bytes = 11'000'000'000,
          .context = 32768,
          .can_think = true,
          .defaults = {}};
}

std::string LastMessage(const Request& request) {
  const auto* turn = std::get_if<TurnRequest>(&request);
  return turn && !turn->messages.empty() ? turn->messages.back().text : std::string();
}

ScriptedBackend::ScriptedBackend(Playbook playbook) : playbook_(std::move(playbook)) {
  meters_.context_size = 32768;
}

void ScriptedBackend::Submit(Request request) {
  Script script = playbook_(request);
  std::lock_guard lock(mutex_);
  opening_ = std::holds_alternative<OpenModel>(request);
  answering_ = !opening_;
  num_tokens_ = 0;
  requests_.push_back(std::move(request));
  script_ = std::move(script);
  due_ = script_.empty() ? milliseconds(0) : script_[0].after;
}

void ScriptedBackend::Cancel() {
  std::lock_guard lock(mutex_);
  if (!opening_ && !answering_) return;
  script_.clear();
  if (opening_) return Play(ModelFailed{{ErrorCode::kCancelled, "loading was stopped", ""}});
  Play(TurnEnded{.report = {.stop = StopReason::kInterrupt, .completion_tokens = num_tokens_}});
}

void ScriptedBackend::Play(const Event& event) {
  if (const auto* span = std::get_if<SpanEvent>(&event)) {
    num_tokens_ += span->num_tokens;
    meters_.context_used += span->num_tokens;
    if (span->seconds > 0) {
      meters_.tokens_per_s = 1 / span->seconds;
      meters_.mean_tokens_per_s = 1 / span->seconds;
    }
  }
  const bool ends =
      std::holds_alternative<TurnEnded>(event) || std::holds_alternative<TurnFailed>(event);
  if (ends) {
    answering_ = false;
    meters_.tokens_per_s = 0;
  }
  if (std::holds_alternative<ModelReady>(event) || std::holds_alternative<ModelFailed>(event)) {
    opening_ = false;
  }
  events_.Push(event);
}

void ScriptedBackend::Advance(milliseconds time) {
  std::lock_guard lock(mutex_);
  while (!script_.empty() && due_ <= time) {
    time -= due_;
    const Event event = std::move(script_[0].event);
    script_.erase(script_.begin());
    due_ = script_.empty() ? milliseconds(0) : script_[0].after;
    Play(event);
  }
  if (!script_.empty()) due_ -= time;
}

void ScriptedBackend::PlayAll() { Advance(std::chrono::hours(1000)); }

}  // namespace ponder::testing
