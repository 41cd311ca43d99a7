#include "core/chat/events.h"

namespace ponder {
namespace {

bool MergeSpans(SpanEvent& last, const SpanEvent& next) {
  if (last.closes || next.begins || last.kind != next.kind) return false;
  last.text += next.text;
  last.num_tokens += next.num_tokens;
  last.seconds += next.seconds;
  last.closes = next.closes;
  return true;
}

}  // namespace

bool MergeEvents(Event& last, Event& next) {
  if (last.index() != next.index()) return false;
  if (auto* span = std::get_if<SpanEvent>(&last)) {
    return MergeSpans(*span, std::get<SpanEvent>(next));
  }
  if (std::holds_alternative<LoadProgress>(last) || std::holds_alternative<PrefillProgress>(last)) {
    last = next;
    return true;
  }
  return false;
}

}  // namespace ponder
