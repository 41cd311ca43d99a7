// One message of a conversation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/chat/span.h"
#include "core/chat/turn_report.h"

namespace ponder {

enum class Speaker : uint8_t { kSystem, kUser, kAssistant };

using MessageId = uint32_t;
inline constexpr MessageId kNoMessage = 0;

struct Message {
  MessageId id = kNoMessage;
  MessageId parent = kNoMessage;  // the message before it, kNoMessage for a root
  Speaker speaker = Speaker::kUser;
  std::vector<Span> spans;
  int64_t unix_seconds = 0;          // when it was begun
  std::optional<TurnReport> report;  // assistant only: set once the reply has ended
  // Grows with every change; a view that cached revision n of a message may keep it.
  uint64_t revision = 0;

  std::string Text(SpanKind kind) const;  // all spans of that kind, joined
};

}  // namespace ponder
