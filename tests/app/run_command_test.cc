#include "app/run_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "tests/support/captured_file.h"
#include "tests/support/fake_backend.h"

namespace ponder {
namespace {

using testing::CapturedFile;
using testing::FakeBackend;

struct Outcome {
  int status = 0;
  std::string out, err;
};

Outcome RunWith(FakeBackend& backend, RunJob job = {}, const RunArgs& run = {}) {
  CapturedFile out, err;
  const RunStreams streams{out.file(), err.file(), false, false};
  const RunWriters writers = *MakeRunWriters(run, streams);
  const int status = RunOnce(backend, job, writers, streams);
  return {status, out.text(), err.text()};
}

Outcome RunStopping(StopReason stop) {
  FakeBackend backend;
  backend.on_turn = [&](const TurnRequest&) {
    backend.events().Push(SpanEvent{.kind = SpanKind::kText, .text = "Four", .begins = true});
    backend.events().Push(TurnEnded{{.stop = stop}});
  };
  return RunWith(backend);
}

Outcome RunFailing(ErrorCode code) {
  FakeBackend backend;
  backend.on_open = [&](const OpenModel&) {
    backend.events().Push(ModelFailed{{code, "want this, found that", "here"}});
  };
  return RunWith(backend);
}

TEST(RunOnce, ExitStatusSaysHowItEnded) {
  EXPECT_EQ(RunStopping(StopReason::kEnd).status, 0);
  EXPECT_EQ(RunStopping(StopReason::kLength).status, 6);
  EXPECT_EQ(RunStopping(StopReason::kContext).status, 6);
  EXPECT_THAT(RunStopping(StopReason::kContext).err, ::testing::HasSubstr("the context is full"));
  EXPECT_EQ(RunStopping(StopReason::kLoop).status, 7);
  EXPECT_EQ(RunStopping(StopReason::kBudget).status, 7);
  EXPECT_EQ(RunStopping(StopReason::kInterrupt).status, 130);
  EXPECT_EQ(RunStopping(StopReason::kLength).out, "Four\n");
}

TEST(RunOnce, ErrorsAreOneLineAndTheirStatus) {
  EXPECT_EQ(RunFailing(ErrorCode::kRuntime).status, 1);
  EXPECT_EQ(RunFailing(ErrorCode::kModel).status, 4);
  const Outcome outcome = RunFailing(ErrorCode::kMemory);
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.err, "ponder: here: want this, found that\n");
  EXPECT_EQ(outcome.out, "");
}

TEST(RunOnce, ATurnThatFailsKeepsWhatItSaid) {
  FakeBackend backend;
  backend.on_turn = [&](const TurnRequest&) {
    backend.events().Push(SpanEvent{.kind = SpanKind::kText, .text = "Fo", .begins = true});
    backend.events().Push(TurnFailed{{ErrorCode::kLimit, "the context is full", ""}});
  };
  const Outcome outcome = RunWith(backend);
  EXPECT_EQ(outcome.status, 6);
  EXPECT_EQ(outcome.out, "Fo\n");
  EXPECT_EQ(outcome.err, "ponder: the context is full\n");
}

TEST(RunOnce, AsksWhatItWasTold) {
  FakeBackend backend;
  RunJob job{.model = "nano", .request = {{{Speaker::kUser, "hi", ""}}}};
  ASSERT_TRUE(job.settings.Set(*FindSetting("top-k"), "5"));
  backend.on_open = [&](const OpenModel& open) {
    EXPECT_EQ(open.path, "nano");
    backend.events().Push(ModelReady{.defaults = {.temp = 1, .pace = 40}});
  };
  RunWith(backend, job);
  ASSERT_EQ(backend.requests.size(), 2);
  EXPECT_EQ(std::get<TurnRequest>(backend.requests[1]).messages[0].text, "hi");
  // The model's defaults, without the chat screen's pace, under the flags.
  EXPECT_EQ(*backend.settings().Load(), (Settings{.temp = 1, .top_k = 5}));
}

// The backend answers a signal by ending the turn, as the decode thread does.
Outcome RunSignalled(int signal, bool ends) {
  FakeBackend backend;
  backend.on_turn = [&, signal](const TurnRequest&) {
    backend.events().Push(
        SpanEvent{.kind = SpanKind::kText, .text = "Fo", .num_tokens = 1, .begins = true});
    raise(signal);
  };
  if (ends) {
    backend.on_cancel = [&] { backend.events().Push(TurnEnded{{.stop = StopReason::kInterrupt}}); };
  }
  Outcome outcome = RunWith(backend);
  EXPECT_EQ(backend.num_cancels, 1);
  return outcome;
}

TEST(RunOnce, SignalsStopAndKeepWhatThereIs) {
  const std::pair<int, int> expected[] = {{SIGINT, 130}, {SIGTERM, 143}, {SIGHUP, 129}};
  for (const auto& [signal, status] : expected) {
    const Outcome outcome = RunSignalled(signal, true);
    EXPECT_EQ(outcome.status, status);
    EXPECT_EQ(outcome.out, "Fo\n");
  }
}

TEST(RunOnce, LeavesATurnThatDoesNotStop) { EXPECT_EQ(RunSignalled(SIGTERM, false).status, 143); }

TEST(RunOnce, ASignalWhileTheModelIsOpened) {
  FakeBackend backend;
  backend.on_open = [](const OpenModel&) { raise(SIGINT); };
  backend.on_cancel = [&] {
    backend.events().Push(ModelFailed{{ErrorCode::kCancelled, "stopped", ""}});
  };
  const Outcome outcome = RunWith(backend);
  EXPECT_EQ(outcome.status, 130);
  EXPECT_EQ(outcome.err, "");
}

TEST(RunOnce, ATimeoutHasItsOwnStatus) {
  FakeBackend backend;
  backend.on_turn = [](const TurnRequest&) {};
  backend.on_cancel = [&] { backend.events().Push(TurnEnded{{.stop = StopReason::kInterrupt}}); };
  EXPECT_EQ(RunWith(backend, {.timeout_s = 0.01}).status, 124);
}

TEST(RunOnce, UnderNohupItGoesOn) {
  signal(SIGHUP, SIG_IGN);
  FakeBackend backend;
  backend.on_turn = [&](const TurnRequest&) {
    raise(SIGHUP);
    backend.events().Push(TurnEnded{});
  };
  EXPECT_EQ(RunWith(backend).status, 0);
  signal(SIGHUP, SIG_DFL);
}

TEST(RunOnce, AFullDiskIsAnError) {
  std::FILE* full = std::fopen("/dev/full", "w");
  ASSERT_NE(full, nullptr);
  CapturedFile err;
  FakeBackend backend;
  backend.on_turn = [&](const TurnRequest&) {
    backend.events().Push(SpanEvent{.kind = SpanKind::kText, .text = "Four", .begins = true});
    backend.events().Push(TurnEnded{});
  };
  const RunStreams streams{full, err.file(), false, false};
  EXPECT_EQ(RunOnce(backend, {}, *MakeRunWriters({}, streams), streams), 1);
  EXPECT_NE(err.text().find("could not be written"), std::string::npos);
  std::fclose(full);
}

TEST(RunOnce, SoIsOneForTheThoughts) {
  FakeBackend backend;
  backend.on_turn = [&](const TurnRequest&) {
    backend.events().Push(SpanEvent{.kind = SpanKind::kThink, .text = "hm", .begins = true});
    backend.events().Push(SpanEvent{.kind = SpanKind::kText, .text = "Four", .begins = true});
    backend.events().Push(TurnEnded{});
  };
  const Outcome outcome = RunWith(backend, {}, {.think = "/dev/full"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "Four\n");
  EXPECT_EQ(outcome.err, "ponder: /dev/full: could not be written; is the disk full?\n");
}

}  // namespace
}  // namespace ponder
