#include "app/conversation.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace ponder {
namespace {

bool SaidNothing(const Message& reply) {
  return std::ranges::all_of(
      reply.spans, [](SpanKind kind) { return kind == SpanKind::kMark; }, &Span::kind);
}

}  // namespace

Conversation::Conversation(Backend& backend, SteadyNow now, std::function<int64_t()> unix_now)
    : backend_(backend), now_(std::move(now)), unix_now_(std::move(unix_now)) {}

void Conversation::Open(std::string path) {
  CHECK(!busy());
  opening_ = true;
  waiting_ = Waiting{.what = Waiting::For::kModel, .since = now_()};
  backend_.Submit(OpenModel{std::move(path)});
}

void Conversation::Say(std::string text) {
  CHECK(!busy());
  transcript_.AddUser(std::move(text), unix_now_());
  Ask();
}

void Conversation::Ask() {
  TurnRequest request = transcript_.ToRequest();
  transcript_.BeginReply(unix_now_());
  running_ = true;
  unanswered_ = Unanswered::kTakeBack;
  waiting_ = Waiting{.what = Waiting::For::kPrompt, .since = now_()};
  backend_.Submit(std::move(request));
}

bool Conversation::Retry() {
  CHECK(!busy());
  RememberPath();
  if (!transcript_.Retry()) return false;
  Ask();
  return true;
}

void Conversation::Stop(Unanswered unanswered) {
  if (!stoppable()) return;
  unanswered_ = unanswered;
  backend_.Cancel();
}

std::string Conversation::TakeBack() {
  CHECK(!busy());
  RememberPath();
  return transcript_.TakeBackUser();
}

// Of several steps back in a row, the first one's path is the one to return to.
void Conversation::RememberPath() {
  if (taken_from_ || transcript_.empty()) return;
  taken_from_.emplace(transcript_.path().begin(), transcript_.path().end());
}

void Conversation::PutBack() {
  CHECK(can_put_back());
  transcript_.Restore(*std::exchange(taken_from_, std::nullopt));
}

void Conversation::Clear() {
  CHECK(!busy());
  taken_from_.reset();
  transcript_.Clear();
}

std::string Conversation::TakeQueue() {
  const std::vector<std::string> queue = std::exchange(queue_, {});
  return fmt::format("{}", fmt::join(queue, "\n"));
}

void Conversation::SendNextInQueue() {
  if (busy() || queue_.empty()) return;
  std::string next = std::move(queue_.front());
  queue_.erase(queue_.begin());
  Say(std::move(next));
}

void Conversation::Progress(Waiting::For what, uint64_t done, uint64_t total, double per_second) {
  if (!waiting_ || waiting_->what != what) return;
  waiting_->done = done;
  waiting_->total = total;
  waiting_->per_second = per_second;
}

Conversation::Outcome Conversation::Handle(const Event& event) {
  if (const auto* load = std::get_if<LoadProgress>(&event)) {
    const double seconds = waiting_ ? SecondsBetween(waiting_->since, now_()) : 0;
    const double rate = seconds > 0 ? static_cast<double>(load->done_bytes) / seconds : 0;
    Progress(Waiting::For::kModel, load->done_bytes, load->total_bytes, rate);
  } else if (const auto* ready = std::get_if<ModelReady>(&event)) {
    model_ = *ready;
    opening_ = false;
    waiting_.reset();
    return {.model_opened = true};
  } else if (const auto* failed = std::get_if<ModelFailed>(&event)) {
    opening_ = false;
    waiting_.reset();
    return {.error = failed->error};
  } else if (!running_) {
    return {};  // the rest of a turn that has ended for us
  } else if (const auto* prefill = std::get_if<PrefillProgress>(&event)) {
    Progress(Waiting::For::kPrompt, prefill->done, prefill->total, prefill->tokens_per_s);
  } else if (const auto* span = std::get_if<SpanEvent>(&event)) {
    waiting_.reset();
    transcript_.Apply(*span);
  } else if (const auto* ended = std::get_if<TurnEnded>(&event)) {
    return EndTurn(ended->report);
  } else if (const auto* turn_failed = std::get_if<TurnFailed>(&event)) {
    return FailTurn(turn_failed->error);
  }
  return {};
}

Conversation::Outcome Conversation::EndTurn(const TurnReport& report) {
  running_ = false;
  waiting_.reset();
  Outcome outcome{.turn_ended = true, .context_full = report.stop == StopReason::kContext};
  const bool unanswered =
      report.stop == StopReason::kInterrupt && SaidNothing(*transcript_.newest_reply());
  if (unanswered && unanswered_ == Unanswered::kTakeBack) {
    outcome.taken_back = transcript_.TakeBackUser();
  } else {
    taken_from_.reset();
    transcript_.EndReply(report);
  }
  return outcome;
}

Conversation::Outcome Conversation::FailTurn(const Error& error) {
  running_ = false;
  waiting_.reset();
  Outcome outcome{.turn_ended = true, .error = error};
  if (SaidNothing(*transcript_.newest_reply())) {
    outcome.taken_back = transcript_.TakeBackUser();
  } else {
    taken_from_.reset();
    transcript_.AddMark(Describe(error));
    transcript_.EndReply({.stop = StopReason::kInterrupt});
  }
  return outcome;
}

}  // namespace ponder
