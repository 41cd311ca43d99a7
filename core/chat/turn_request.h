// What the screen asks of the decode thread.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/chat/message.h"

namespace ponder {

// One message as the prompt needs it.
struct PromptMessage {
  Speaker speaker;
  std::string text;
  std::string thought;  // assistant only
};

// Answer the conversation. Settings are not part of it: they are read live.
struct TurnRequest {
  std::vector<PromptMessage> messages;  // ends with the user's
};

struct OpenModel {
  std::string path;  // a folder, a name under the models folder, or empty for the built-in model
};

using Request = std::variant<TurnRequest, OpenModel>;

}  // namespace ponder
