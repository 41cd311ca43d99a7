#include "core/chat/turn_report.h"

namespace ponder {

std::string_view Name(StopReason reason) {
  switch (reason) {
    case StopReason::kEnd:
      return "end";
    case StopReason::kLength:
      return "length";
    case StopReason::kContext:
      return "context";
    case StopReason::kInterrupt:
      return "interrupt";
    case StopReason::kLoop:
      return "loop";
    case StopReason::kBudget:
      return "budget";
  }
  return "end";
}

double TurnReport::prefill_tokens_per_s() const {
  const size_t num_read = prompt_tokens - reused_tokens;
  return prefill_seconds > 0 ? static_cast<double>(num_read) / prefill_seconds : 0;
}

bool TurnReport::was_paced() const {
  return decode_seconds + paced_seconds > decode_seconds * kPaceWorthSaying;
}

double TurnReport::decode_tokens_per_s() const {
  return decode_seconds > 0 ? static_cast<double>(completion_tokens) / decode_seconds : 0;
}

}  // namespace ponder
