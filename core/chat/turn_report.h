// How a turn went, for the line under an answer and for `ponder run --json`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ponder {

enum class StopReason : uint8_t {
  kEnd,        // the model ended its turn
  kLength,     // max-tokens was reached
  kContext,    // the context is full
  kInterrupt,  // the user stopped it
  kLoop,       // the loop guard stopped it
  kBudget,     // a budget ran out before there was an answer
};

std::string_view Name(StopReason reason);  // "end", "length", ...: the words of --json

// A pace that hides less of the possible rate than this is not worth saying.
inline constexpr double kPaceWorthSaying = 1.1;

struct TurnReport {
  StopReason stop = StopReason::kEnd;
  size_t prompt_tokens = 0;      // all of the prompt
  size_t reused_tokens = 0;      // of these, not read again
  size_t completion_tokens = 0;  // thought and answer
  size_t thinking_tokens = 0;
  double prefill_seconds = 0;
  double decode_seconds = 0;  // without what `pace` held it back
  double paced_seconds = 0;   // held back by `pace`
  uint64_t seed = 0;

  double prefill_tokens_per_s() const;
  bool was_paced() const;              // so much that it is worth saying
  double decode_tokens_per_s() const;  // 0 where nothing was timed
};

}  // namespace ponder
