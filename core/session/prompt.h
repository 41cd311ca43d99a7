// The prompt of a turn, in tokens.
#pragma once

#include <vector>

#include "core/session/model_text.h"

namespace ponder {

struct TurnPrompt {
  std::vector<TokenId> tokens;
  // Tokens up to the end of the last user message. Templates drop earlier thoughts, so the next
  // prompt agrees with this one exactly up to here; a checkpoint belongs here.
  size_t stable_length = 0;
  bool opens_thought = false;  // it ends inside a thought
};

// Errors: kModel, from the template.
Result<TurnPrompt> MakePrompt(const ModelText& text, const TurnRequest& request, bool think);

}  // namespace ponder
