// The chat without a terminal, on a scripted backend and a clock that the test moves.
#pragma once

#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "app/chat_app.h"
#include "tests/support/scripted_backend.h"

namespace ponder::testing {

class FakeHost : public ChatHost {
 public:
  void UseTheme(const Theme& theme) override { themes.push_back(theme.name); }
  void SendSequence(std::string_view sequence) override { sent += sequence; }
  void Suspend() override { ++suspensions; }
  void Repaint() override { ++repaints; }

  std::vector<std::string> themes;
  std::string sent;
  int suspensions = 0;
  int repaints = 0;
};

class ChatTest : public ::testing::Test {
 protected:
  ChatTest() : backend_([this](const Request& request) { return Answer(request); }) {
    setenv("INPUTRC", "/dev/null", 1);
    setenv("TZ", "UTC", 1);
    std::setlocale(LC_CTYPE, "C.UTF-8");
  }

  void Start(ChatOptions options = {}) {
    options.model_path = options.model_path.empty() ? "model" : options.model_path;
    app_ = std::make_unique<ChatApp>(backend_, host_, std::move(options),
                                     ChatSenses{.steady_now = [this] { return now_; },
                                                .unix_now = [] { return int64_t{50'520}; },
                                                .read_memory =
                                                    [] {
                                                      return MemoryReading{
                                                          .process_bytes = 12'000'000'000,
                                                          .machine_bytes = 24'000'000'000};
                                                    }},
                                     UnicodeGlyphs());
    app_->Start();
    Pass(100);
  }

  Script Answer(const Request& request) {
    if (const auto* open = std::get_if<OpenModel>(&request)) {
      if (open->path == "damaged") {
        return ScriptWriter()
            .Add(ModelFailed{{ErrorCode::kModel, "is damaged", "damaged"}})
            .Unfinished();
      }
      ModelReady ready = ReadyModel();
      ready.name = open->path;
      ready.defaults = defaults_;
      return ScriptWriter().Wait(opening_ms_).Add(ready).Unfinished();
    }
    return Reply(request);
  }

  // By default a thought and an echo, a token every 20 ms.
  virtual Script Reply(const Request& request) {
    return ScriptWriter()
        .Wait(100)
        .Think("hm hm hm")
        .Answer("You said: " + LastMessage(request))
        .End();
  }

  // Lets time pass for the backend and the app.
  void Pass(int ms) {
    for (int i = 0; i < ms; i += 10) {
      now_ += milliseconds(10);
      backend_.Advance(milliseconds(10));
      app_->HandleBackendEvents();
      const auto wake = app_->WakeAt();
      if (wake && now_ >= *wake) app_->HandleTime();
    }
  }

  void Type(std::string_view bytes) {
    KeyParser parser;
    for (const InputEvent& event : parser.Feed(bytes)) app_->Handle(event);
    for (const InputEvent& event : parser.Flush()) app_->Handle(event);
  }

  std::string Screen(Size size = {80, 24}) {
    const Frame frame = app_->Draw(size);
    std::string text;
    for (int y = 0; y < size.height; ++y) text += frame.surface.RowText(y) + "\n";
    return text;
  }

  bool Shows(std::string_view text) { return Screen().find(text) != std::string::npos; }

  const Settings settings() { return *backend_.settings().Load(); }

  Settings defaults_;
  int opening_ms_ = 50;
  ScriptedBackend backend_;
  FakeHost host_;
  SteadyTime now_{std::chrono::hours(1)};
  std::unique_ptr<ChatApp> app_;
};

}  // namespace ponder::testing
