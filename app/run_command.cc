#include "app/run_command.h"

#include <poll.h>

#include <algorithm>
#include <chrono>

#include "app/run_signals.h"
#include "core/base/clock.h"

namespace ponder {
namespace {

constexpr int kTimedOut = 124;
constexpr int kSignalBase = 128;
// How long a stopped turn may take to come to its end. A layer of a large prompt may take longer;
// then what there is counts.
constexpr auto kStopWithin = std::chrono::milliseconds(700);

int ExitStatus(StopReason stop) {
  switch (stop) {
    case StopReason::kEnd:
      return 0;
    case StopReason::kLength:
    case StopReason::kContext:
      return 6;
    case StopReason::kInterrupt:
      return 130;
    case StopReason::kLoop:
    case StopReason::kBudget:
      return 7;
  }
  return 1;
}

SteadyTime Now() { return std::chrono::steady_clock::now(); }

class Run {
 public:
  Run(Backend& backend, const RunJob& job, const RunWriters& writers, const RunStreams& streams)
      : backend_(backend), job_(job), writers_(writers), streams_(streams) {
    if (job.timeout_s > 0) {
      const std::chrono::duration<double> timeout(job.timeout_s);
      deadline_ = Now() + std::chrono::duration_cast<SteadyTime::duration>(timeout);
    }
  }

  int ToTheEnd() {
    backend_.Submit(OpenModel{job_.model});
    std::vector<Event> events;
    while (!status_) {
      Wait();
      backend_.events().Drain(events);
      for (Event& event : events) {
        if (!status_) std::visit([this](auto& one) { Take(one); }, event);
      }
      CheckStop();
    }
    return *status_;
  }

 private:
  void Wait() {
    pollfd fds[] = {{backend_.events().wake_fd(), POLLIN, 0}, {signals_.wake_fd(), POLLIN, 0}};
    int timeout_ms = -1;
    if (deadline_) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline_ - Now());
      timeout_ms = static_cast<int>(std::clamp<int64_t>(left.count(), 0, 1'000'000));
    }
    // Once a stop is under way its signal stays readable.
    poll(fds, stopping_ ? 1 : 2, timeout_ms);
  }

  // A signal or the timeout: first ask, then leave.
  void CheckStop() {
    if (status_) return;
    const bool late = deadline_ && Now() >= *deadline_;
    if (stopping_) {
      if (late) End(last_report_);
      return;
    }
    if (signals_.signal() == 0 && !late) return;
    stopping_ = signals_.signal() ? kSignalBase + signals_.signal() : kTimedOut;
    deadline_ = Now() + kStopWithin;
    last_report_.stop = StopReason::kInterrupt;
    backend_.Cancel();
  }

  void Take(const LoadProgress& progress) {
    for (const auto& writer : writers_) writer->Loading(progress);
  }
  void Take(const ModelReady& ready) {
    Settings settings = ready.defaults;
    settings.pace = 0;  // of the chat screen
    job_.settings.ApplyTo(settings);
    backend_.settings().Store(settings);
    for (const auto& writer : writers_) writer->Ready(ready);
    backend_.Submit(job_.request);
    if (stopping_) backend_.Cancel();
  }
  void Take(const ModelFailed& failed) { Fail(failed.error); }
  void Take(const PrefillProgress& progress) {
    last_report_.prompt_tokens = progress.total;
    last_report_.reused_tokens = progress.reused;
    for (const auto& writer : writers_) writer->Read(progress);
  }
  void Take(const SpanEvent& event) {
    last_report_.completion_tokens += event.num_tokens;
    if (event.kind == SpanKind::kThink) last_report_.thinking_tokens += event.num_tokens;
    for (const auto& writer : writers_) writer->Said(event);
  }
  void Take(const TurnEnded& ended) { End(ended.report); }
  void Take(const TurnFailed& failed) { Fail(failed.error); }

  void End(const TurnReport& report) {
    for (const auto& writer : writers_) writer->Ended(report);
    status_ = stopping_ ? *stopping_ : ExitStatus(report.stop);
    const std::string cut = WhyCut(report);
    if (!cut.empty()) std::fprintf(streams_.err, "ponder: %s\n", cut.c_str());
    CheckWritten();
  }
  // Empty where the answer is whole, or was stopped by the person who waits for it.
  std::string WhyCut(const TurnReport& report) const {
    if (stopping_ == kTimedOut && report.stop == StopReason::kInterrupt)
      return "stopped by --timeout; the answer is not complete";
    if (report.stop == StopReason::kBudget)
      return "there was no answer after --think-budget; it may be too small";
    if (report.stop == StopReason::kContext)
      return "the context is full; the answer is not complete, --ctx gives room for more";
    if (report.stop != StopReason::kLength) return {};
    return fmt::format("stopped by --max-tokens after {} tokens; the answer is not complete",
                       report.completion_tokens);
  }
  void Fail(const Error& error) {
    for (const auto& writer : writers_) writer->Failed(error);
    if (stopping_ && error.code == ErrorCode::kCancelled) {
      status_ = *stopping_;
      return;
    }
    Tell(error);
  }
  void CheckWritten() {
    for (const auto& writer : writers_) {
      if (const Status written = writer->Written(); !written) Tell(written.error());
    }
    if (std::fflush(streams_.out) == 0 && !std::ferror(streams_.out)) return;
    Tell({ErrorCode::kRuntime, "the answer could not be written; is the disk full?", ""});
  }
  void Tell(const Error& error) {
    std::fprintf(streams_.err, "ponder: %s\n", Describe(error).c_str());
    status_ = ExitCode(error.code);
  }

  Backend& backend_;
  const RunJob& job_;
  const RunWriters& writers_;
  const RunStreams& streams_;
  RunSignals signals_;

  std::optional<SteadyTime> deadline_;  // of the run; once stopping, of the stop
  std::optional<int> stopping_;         // with this exit status
  std::optional<int> status_;           // it is over
  TurnReport last_report_;              // as far as events tell, for an end that never comes
};

}  // namespace

int RunOnce(Backend& backend, const RunJob& job, const RunWriters& writers,
            const RunStreams& streams) {
  return Run(backend, job, writers, streams).ToTheEnd();
}

}  // namespace ponder
