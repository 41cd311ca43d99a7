#include "core/session/reply.h"

#include <utility>

namespace ponder {

Reply::Reply(const ModelText& text, bool in_thought, const Publish& publish)
    : text_(text),
      publish_(publish),
      detokenizer_(text.tokenizer),
      parser_(text.markers, in_thought) {}

void Reply::Take(TokenId token, double seconds) {
  // Markers and other special tokens are not text; they end whatever was held back.
  const bool silent = parser_.IsMarker(token) || text_.tokenizer.IsSpecial(token);
  const std::string piece = silent ? detokenizer_.Flush() : detokenizer_.Push(token);
  const bool was_in_thought = in_thought();
  parser_.Push(token, piece, seconds, events_);
  ++length_;
  thinking_tokens_ += was_in_thought || in_thought();
  PublishEvents();
}

void Reply::Finish() {
  parser_.Finish(detokenizer_.Flush(), events_);
  PublishEvents();
}

void Reply::PublishEvents() {
  for (SpanEvent& event : events_) {
    has_answer_ |= event.kind != SpanKind::kThink && !event.text.empty();
    publish_(std::move(event));
  }
  events_.clear();
}

}  // namespace ponder
