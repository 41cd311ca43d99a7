// The text side of an open model: everything a turn needs between messages and token ids.
//
// Thread rule: immutable, any thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/chat/span_parser.h"
#include "core/chat/turn_request.h"
#include "core/text/tokenizer.h"

namespace ponder {

struct ModelText {
  // The conversation as the model's chat template writes it. `generation_prompt`: with the opening
  // of the reply at its end. Errors: kModel, from the template.
  using Render = std::function<Result<std::string>(const TurnRequest& request, bool think,
                                                   bool generation_prompt)>;

  Tokenizer tokenizer;
  Render render;
  SpanMarkers markers;
  std::vector<TokenId> end_tokens;  // that end the reply
};

// The markers of Nemotron-3, as far as the tokenizer has them.
SpanMarkers FindSpanMarkers(const Tokenizer& tokenizer);

}  // namespace ponder
