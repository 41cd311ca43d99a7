#include "core/chat/transcript.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace ponder {
namespace {

Span* Continued(Message& reply, const SpanEvent& event) {
  if (event.begins || reply.spans.empty()) return nullptr;
  Span& newest = reply.spans.back();
  return newest.open && newest.kind == event.kind ? &newest : nullptr;
}

void CloseSpans(Message& message) {
  for (Span& span : message.spans) span.open = false;
}

// What the model said, as it said it: the answer, and calls of tools in their marks.
std::string AnswerText(const Message& message) {
  std::string text;
  for (const Span& span : message.spans) {
    if (span.kind == SpanKind::kText) text += span.text;
    if (span.kind == SpanKind::kTool) text += "<tool_call>\n" + span.text + "\n</tool_call>";
  }
  return text;
}

}  // namespace

const Message& Transcript::message(MessageId id) const {
  CHECK(id != kNoMessage && id <= messages_.size());
  return messages_[id - 1];
}

const Message* Transcript::newest_reply() const {
  if (path_.empty()) return nullptr;
  const Message& newest = message(path_.back());
  return newest.speaker == Speaker::kAssistant ? &newest : nullptr;
}

void Transcript::SetSystemPrompt(std::string text) {
  system_prompt_ = std::move(text);
  ++revision_;
}

MessageId Transcript::Append(Speaker speaker, int64_t unix_seconds) {
  Message& message = messages_.emplace_back();
  message.id = static_cast<MessageId>(messages_.size());
  message.parent = path_.empty() ? kNoMessage : path_.back();
  message.speaker = speaker;
  message.unix_seconds = unix_seconds;
  path_.push_back(message.id);
  Touch(message);
  return message.id;
}

MessageId Transcript::AddUser(std::string text, int64_t unix_seconds) {
  const MessageId id = Append(Speaker::kUser, unix_seconds);
  messages_[id - 1].spans.push_back({.kind = SpanKind::kText, .text = std::move(text)});
  return id;
}

MessageId Transcript::BeginReply(int64_t unix_seconds) {
  CHECK(!path_.empty() && message(path_.back()).speaker == Speaker::kUser);
  return Append(Speaker::kAssistant, unix_seconds);
}

void Transcript::Apply(const SpanEvent& event) {
  Message& reply = NewestReply();
  Span* span = Continued(reply, event);
  const bool shows_something = event.begins || !event.text.empty();
  if (!span && !shows_something) {
    // The end of a span that a mark has already cut off.
    for (auto it = reply.spans.rbegin(); it != reply.spans.rend() && !span; ++it) {
      if (it->kind == event.kind) span = &*it;
    }
    if (!span) return;
  }
  if (!span) {
    CloseSpans(reply);
    span = &reply.spans.emplace_back(Span{.kind = event.kind, .open = true});
  }
  span->text += event.text;
  span->num_tokens += event.num_tokens;
  span->seconds += event.seconds;
  if (event.closes) span->open = false;
  Touch(reply);
}

size_t Transcript::AddMark(std::string text) {
  Message& reply = NewestReply();
  CloseSpans(reply);
  reply.spans.push_back({.kind = SpanKind::kMark, .text = std::move(text)});
  Touch(reply);
  return reply.spans.size() - 1;
}

void Transcript::ReviseMark(size_t span_idx, std::string text) {
  Message& reply = NewestReply();
  CHECK(span_idx < reply.spans.size() && reply.spans[span_idx].kind == SpanKind::kMark);
  reply.spans[span_idx].text = std::move(text);
  Touch(reply);
}

void Transcript::EndReply(const TurnReport& report) {
  Message& reply = NewestReply();
  CloseSpans(reply);
  reply.report = report;
  Touch(reply);
}

bool Transcript::Retry() {
  size_t length = path_.size();
  while (length > 0 && message(path_[length - 1]).speaker != Speaker::kUser) --length;
  if (length == 0) return false;
  path_.resize(length);
  ++revision_;
  return true;
}

std::string Transcript::TakeBackUser() {
  if (!Retry()) return {};
  std::string text = message(path_.back()).Text(SpanKind::kText);
  path_.pop_back();
  return text;
}

void Transcript::Restore(std::vector<MessageId> path) {
  CHECK(std::ranges::all_of(path, [&](MessageId id) { return id <= messages_.size(); }));
  path_ = std::move(path);
  ++revision_;
}

void Transcript::Clear() {
  path_.clear();
  ++revision_;
}

TurnRequest Transcript::ToRequest() const {
  TurnRequest request;
  if (!system_prompt_.empty()) {
    request.messages.push_back({Speaker::kSystem, system_prompt_, ""});
  }
  for (const MessageId id : path_) {
    const Message& said = message(id);
    PromptMessage read{said.speaker, AnswerText(said), said.Text(SpanKind::kThink)};
    const bool is_reply = said.speaker == Speaker::kAssistant;
    if (is_reply && read.text.empty() && read.thought.empty()) continue;
    request.messages.push_back(std::move(read));
  }
  return request;
}

Message& Transcript::NewestReply() {
  CHECK(newest_reply() != nullptr);
  return messages_[path_.back() - 1];
}

void Transcript::Touch(Message& message) { message.revision = ++revision_; }

}  // namespace ponder
