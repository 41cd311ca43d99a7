// Splits a reply into spans (thought, answer, tool call) by the ids of the marker tokens, never by
// their text: a model may well write "</think>" in prose.
//
// Tolerant of what Nemotron-3 models do: a prompt that already opened the thought, a close without
// an open (dropped), <tool_call> inside an open thought (ends it), thoughts of white space only
// (no span), thoughts never closed (Finish closes them).
//
// White space is held back until something follows it; blank lines at the start of a span and all
// white space at its end are dropped. Thread rule: one thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/token.h"
#include "core/chat/events.h"

namespace ponder {

// kNoToken where the model has no such token.
struct SpanMarkers {
  static constexpr TokenId kNoToken = -1;
  TokenId think_open = kNoToken;
  TokenId think_close = kNoToken;
  TokenId tool_open = kNoToken;
  TokenId tool_close = kNoToken;
};

class SpanParser {
 public:
  // `in_thought`: the prompt ends inside a thought.
  SpanParser(const SpanMarkers& markers, bool in_thought);

  bool IsMarker(TokenId token) const;
  SpanKind kind() const { return kind_; }  // that the next token falls into

  // One token of the reply. `piece` is the text that became complete with it (of a marker: what had
  // been held back before it), `seconds` what it took. Events are appended to `out`.
  void Push(TokenId token, std::string_view piece, double seconds, std::vector<SpanEvent>& out);

  // The end of the reply; `tail` is what the detokenizer still held.
  void Finish(std::string_view tail, std::vector<SpanEvent>& out);

 private:
  // The kind that `token` changes to, if it does.
  std::optional<SpanKind> KindAfter(TokenId token) const;
  void Append(std::string_view text, std::vector<SpanEvent>& out);
  void Close(std::vector<SpanEvent>& out);

  const SpanMarkers markers_;
  SpanKind kind_;
  bool begun_ = false;     // the span has shown something
  std::string held_;       // white space that nothing has followed yet
  size_t num_tokens_ = 0;  // not yet reported by an event
  double seconds_ = 0;     // likewise
};

// Whether `prompt` (or its end) leaves a thought open.
bool EndsInThought(const SpanMarkers& markers, std::span<const TokenId> prompt);

}  // namespace ponder
