// A backend that answers in the calling thread: each request runs a script that pushes events.
#pragma once

#include <functional>

#include "core/session/backend.h"

namespace ponder::testing {

class FakeBackend : public Backend {
 public:
  void Submit(Request request) override {
    requests.push_back(request);
    if (const auto* open = std::get_if<OpenModel>(&request)) {
      on_open(*open);
    } else {
      on_turn(std::get<TurnRequest>(request));
    }
  }
  void Cancel() override {
    ++num_cancels;
    if (on_cancel) on_cancel();
  }
  EventQueue<Event>& events() override { return events_; }
  Published<Settings>& settings() override { return settings_; }
  const Meters& meters() const override { return meters_; }

  std::function<void(const OpenModel&)> on_open = [this](const OpenModel&) {
    events_.Push(ModelReady{.name = "fake"});
  };
  std::function<void(const TurnRequest&)> on_turn = [this](const TurnRequest&) {
    events_.Push(TurnEnded{});
  };
  std::function<void()> on_cancel;

  std::vector<Request> requests;
  int num_cancels = 0;

 private:
  EventQueue<Event> events_{MergeEvents};
  Published<Settings> settings_{Settings{}};
  Meters meters_;
};

}  // namespace ponder::testing
