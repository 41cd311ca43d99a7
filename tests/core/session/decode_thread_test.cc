#include "core/session/decode_thread.h"

#include <gtest/gtest.h>
#include <poll.h>

#include "tests/support/scripted_model.h"

namespace ponder {
namespace {

using testing::ScriptedGenerator;
using testing::ScriptedText;

constexpr size_t kVocab = 512;
const TurnRequest kHello{{{Speaker::kUser, "hello", ""}}};

OpenedModel Scripted(std::string name, std::unique_ptr<ScriptedGenerator> generator) {
  return {{.name = std::move(name), .context = 1000}, ScriptedText(), std::move(generator)};
}

std::unique_ptr<ScriptedGenerator> Saying(std::string_view reply) {
  return std::make_unique<ScriptedGenerator>(kVocab, ScriptedText().tokenizer.Encode(reply));
}

// Says "hm" for ever.
std::unique_ptr<ScriptedGenerator> Endless() {
  const TokenId hm = ScriptedText().tokenizer.Encode("hm")[0];
  auto generator = std::make_unique<ScriptedGenerator>(
      kVocab, [hm](std::span<const TokenId>, size_t) { return hm; });
  generator->context_size = 1'000'000;
  return generator;
}

Result<OpenedModel> OpenByName(const std::string& path) {
  if (path == "missing") return Fail(ErrorCode::kModel, path, "no such model");
  if (path == "throws") throw std::runtime_error("torn page");
  if (path == "endless") return Scripted(path, Endless());
  auto generator = Saying("hm</think>Hello");
  if (path == "throws late") {
    generator->on_step = [](size_t) { throw std::bad_alloc(); };
  }
  return Scripted(path, std::move(generator));
}

struct Watched {
  DecodeThread thread{[](const std::string& path, const auto& progress, std::stop_token stop) {
    progress(1, 2);
    if (path == "slow") {
      while (!stop.stop_requested()) std::this_thread::yield();
      return Result<OpenedModel>(Fail(ErrorCode::kCancelled, "", "stopped"));
    }
    return OpenByName(path);
  }};
  std::vector<Event> events;

  Watched() { thread.settings().Store(Settings{.temp = 0, .max_tokens = 1'000'000}); }

  // Blocks until an event of type T came; returns it.
  template <typename T>
  T Await() {
    for (;;) {
      for (Event& event : events) {
        if (auto* found = std::get_if<T>(&event)) {
          T result = std::move(*found);
          events.clear();
          return result;
        }
      }
      pollfd wait{thread.events().wake_fd(), POLLIN, 0};
      poll(&wait, 1, -1);
      std::vector<Event> more;
      thread.events().Drain(more);
      std::ranges::move(more, std::back_inserter(events));
    }
  }
};

TEST(DecodeThread, OpensAModelAndAnswers) {
  Watched watched;
  watched.thread.Submit(OpenModel{"good"});
  EXPECT_EQ(watched.Await<ModelReady>().name, "good");
  EXPECT_EQ(watched.thread.meters().context_size, 1000);
  watched.thread.Submit(kHello);
  EXPECT_EQ(watched.Await<TurnEnded>().report.stop, StopReason::kEnd);
}

TEST(DecodeThread, TextComesBeforeTheEnd) {
  Watched watched;
  watched.thread.Submit(OpenModel{"good"});
  watched.Await<ModelReady>();
  watched.thread.Submit(kHello);
  std::string answer;
  for (bool ended = false; !ended;) {
    std::vector<Event> events;
    watched.thread.events().Drain(events);
    for (const Event& event : events) {
      ASSERT_FALSE(ended);
      if (const auto* span = std::get_if<SpanEvent>(&event);
          span && span->kind == SpanKind::kText) {
        answer += span->text;
      }
      ended = std::holds_alternative<TurnEnded>(event);
    }
  }
  EXPECT_EQ(answer, "Hello");
}

TEST(DecodeThread, WithoutAModelATurnFails) {
  Watched watched;
  watched.thread.Submit(kHello);
  EXPECT_EQ(watched.Await<TurnFailed>().error.code, ErrorCode::kModel);
}

TEST(DecodeThread, AFailedOpeningKeepsTheEarlierModel) {
  Watched watched;
  watched.thread.Submit(OpenModel{"good"});
  watched.Await<ModelReady>();
  watched.thread.Submit(OpenModel{"missing"});
  EXPECT_EQ(watched.Await<ModelFailed>().error.message, "no such model");
  watched.thread.Submit(kHello);
  EXPECT_EQ(watched.Await<TurnEnded>().report.stop, StopReason::kEnd);
}

TEST(DecodeThread, WhatLibrariesThrowIsAnEvent) {
  Watched watched;
  watched.thread.Submit(OpenModel{"throws"});
  EXPECT_EQ(watched.Await<ModelFailed>().error.message, "torn page");
  watched.thread.Submit(OpenModel{"throws late"});
  watched.Await<ModelReady>();
  watched.thread.Submit(kHello);
  EXPECT_EQ(watched.Await<TurnFailed>().error.code, ErrorCode::kMemory);
  watched.thread.Submit(OpenModel{"good"});
  watched.Await<ModelReady>();
}

TEST(DecodeThread, CancelEndsTheTurn) {
  Watched watched;
  watched.thread.Submit(OpenModel{"endless"});
  watched.Await<ModelReady>();
  watched.thread.Submit(kHello);
  watched.Await<SpanEvent>();
  watched.thread.Cancel();
  EXPECT_EQ(watched.Await<TurnEnded>().report.stop, StopReason::kInterrupt);
  // The next turn is not affected.
  watched.thread.Submit(OpenModel{"good"});
  watched.Await<ModelReady>();
  watched.thread.Submit(kHello);
  EXPECT_EQ(watched.Await<TurnEnded>().report.stop, StopReason::kEnd);
}

TEST(DecodeThread, CancelGivesUpOpening) {
  Watched watched;
  watched.thread.Submit(OpenModel{"slow"});
  watched.Await<LoadProgress>();
  watched.thread.Cancel();
  EXPECT_EQ(watched.Await<ModelFailed>().error.code, ErrorCode::kCancelled);
}

TEST(DecodeThread, CancelOnIdleDoesNothing) {
  Watched watched;
  watched.thread.Cancel();
  watched.thread.Submit(OpenModel{"good"});
  watched.Await<ModelReady>();
  watched.thread.Cancel();
  watched.thread.Submit(kHello);
  EXPECT_EQ(watched.Await<TurnEnded>().report.stop, StopReason::kEnd);
}

TEST(DecodeThread, GoesAwayWhateverRuns) {
  {
    Watched watched;
    watched.thread.Submit(OpenModel{"endless"});
    watched.Await<ModelReady>();
    watched.thread.Submit(kHello);
    watched.Await<SpanEvent>();
  }
  {
    Watched watched;
    watched.thread.Submit(OpenModel{"slow"});
    watched.Await<LoadProgress>();
    watched.thread.Submit(kHello);  // waits behind it
  }
}

TEST(DecodeThread, SettingsAreReadWhileItRuns) {
  Watched watched;
  watched.thread.Submit(OpenModel{"endless"});
  watched.Await<ModelReady>();
  watched.thread.Submit(kHello);
  watched.Await<SpanEvent>();
  watched.thread.settings().Store(Settings{.temp = 0, .max_tokens = 1});
  EXPECT_EQ(watched.Await<TurnEnded>().report.stop, StopReason::kLength);
}

}  // namespace
}  // namespace ponder
