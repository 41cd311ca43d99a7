#include "core/chat/message.h"

namespace ponder {

std::string Message::Text(SpanKind kind) const {
  std::string text;
  for (const Span& span : spans) {
    if (span.kind == kind) text += span.text;
  }
  return text;
}

}  // namespace ponder
