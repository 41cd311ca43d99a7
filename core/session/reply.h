// Reply: what the tokens of a reply become on their way to the screen: pieces of text, spans,
// events, counts.
//
// Thread rule: one thread.
#pragma once

#include <functional>
#include <vector>

#include "core/chat/events.h"
#include "core/chat/span_parser.h"
#include "core/session/model_text.h"
#include "core/text/detokenizer.h"

namespace ponder {

using Publish = std::function<void(Event)>;

class Reply {
 public:
  // `in_thought`: the prompt ends inside a thought.
  Reply(const ModelText& text, bool in_thought, const Publish& publish);

  void Take(TokenId token, double seconds);
  void Finish();

  size_t length() const { return length_; }  // tokens
  size_t thinking_tokens() const { return thinking_tokens_; }
  bool in_thought() const { return parser_.kind() == SpanKind::kThink; }
  bool has_answer() const { return has_answer_; }  // text or a tool call

 private:
  void PublishEvents();

  const ModelText& text_;
  const Publish& publish_;
  Detokenizer detokenizer_;
  SpanParser parser_;
  std::vector<SpanEvent> events_;  // not yet published
  size_t length_ = 0;
  size_t thinking_tokens_ = 0;
  bool has_answer_ = false;
};

}  // namespace ponder
