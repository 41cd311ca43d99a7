#include "core/session/prompt.h"

#include <algorithm>

namespace ponder {

SpanMarkers FindSpanMarkers(const Tokenizer& tokenizer) {
  SpanMarkers markers;
  // Half a pair is none: what opens must be able to close.
  const auto find_pair = [&](std::string_view open, std::string_view close, TokenId& open_token,
                             TokenId& close_token) {
    const auto opens = tokenizer.Find(open);
    const auto closes = tokenizer.Find(close);
    if (!opens || !closes) return;
    open_token = *opens;
    close_token = *closes;
  };
  find_pair("<think>", "</think>", markers.think_open, markers.think_close);
  find_pair("<tool_call>", "</tool_call>", markers.tool_open, markers.tool_close);
  return markers;
}

Result<TurnPrompt> MakePrompt(const ModelText& text, const TurnRequest& request, bool think) {
  TurnPrompt prompt;
  prompt.tokens = text.tokenizer.Encode(TRY(text.render(request, think, true)));
  if (prompt.tokens.empty()) {
    return Fail(ErrorCode::kModel, "chat template", "it makes an empty prompt of these messages");
  }
  // Without the opening of the reply, the prompt ends with the last message.
  const auto messages = text.tokenizer.Encode(TRY(text.render(request, think, false)));
  const auto differs = std::ranges::mismatch(prompt.tokens, messages).in1;
  prompt.stable_length = static_cast<size_t>(differs - prompt.tokens.begin());
  prompt.opens_thought = EndsInThought(text.markers, {differs, prompt.tokens.end()});
  return prompt;
}

}  // namespace ponder
