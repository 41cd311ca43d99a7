// A backend that plays scripts instead of running a model, on a clock that the test moves.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/session/backend.h"

namespace ponder::testing {

using std::chrono::milliseconds;

struct ScriptStep {
  milliseconds after{0};  // since the step before
  Event event;
};
using Script = std::vector<ScriptStep>;

// Builds a script in the order in which things happen.
class ScriptWriter {
 public:
  ScriptWriter& Wait(int ms);
  ScriptWriter& Prefill(size_t done, size_t total, double tokens_per_s = 400);
  // `text` cut into tokens of a few characters, `ms` apart.
  ScriptWriter& Think(std::string_view text, int ms = 20);
  ScriptWriter& Answer(std::string_view text, int ms = 20);
  ScriptWriter& Tool(std::string_view text, int ms = 20);
  ScriptWriter& Add(Event event);
  // The end of the turn, with figures that fit what was said.
  Script End(StopReason stop = StopReason::kEnd);
  Script Unfinished() { return std::move(script_); }

 private:
  ScriptWriter& Span(SpanKind kind, std::string_view text, int ms);

  Script script_;
  milliseconds wait_{0};
  size_t num_tokens_ = 0;
  size_t num_thought_tokens_ = 0;
  double seconds_ = 0;
};

ModelReady ReadyModel();  // a small model's description

// Thread rule: Submit, Cancel and Advance may come from different threads.
class ScriptedBackend : public Backend {
 public:
  using Playbook = std::function<Script(const Request& request)>;
  explicit ScriptedBackend(Playbook playbook);

  void Submit(Request request) override;
  void Cancel() override;
  EventQueue<Event>& events() override { return events_; }
  Published<Settings>& settings() override { return settings_; }
  const Meters& meters() const override { return meters_; }

  // Plays what is due within the next `time`.
  void Advance(milliseconds time);
  void PlayAll();
  Meters& mutable_meters() { return meters_; }
  const std::vector<Request>& requests() const { return requests_; }

 private:
  void Play(const Event& event);

  const Playbook playbook_;
  EventQueue<Event> events_{MergeEvents};
  Published<Settings> settings_{Settings()};
  Meters meters_;
  std::mutex mutex_;
  Script script_;        // what is left to play
  milliseconds due_{0};  // until script_[0]
  bool opening_ = false;
  bool answering_ = false;
  size_t num_tokens_ = 0;
  std::vector<Request> requests_;
};

// The words of the last message of a request, empty for other requests.
std::string LastMessage(const Request& request);

}  // namespace ponder::testing
