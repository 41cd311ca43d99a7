// The values a person can change while the model runs. Plain data, copied whole, published by the
// screen and read afresh by the decode thread for every token (see published.h).
//
// What each one is called, its range, unit and help live in one table: core/chat/settings.cc.
#pragma once

#include <cstdint>
#include <optional>

namespace ponder {

struct Settings {
  float temp = 0.7f;         // 0 = greedy
  float top_p = 1.0f;        // 1 = off
  int top_k = 0;             // 0 = off
  float min_p = 0.0f;        // 0 = off
  float rep_penalty = 1.0f;  // 1 = off
  int rep_ctx = 256;         // tokens the penalty looks back at
  int min_tokens = 0;        // no end token before so many tokens
  int max_tokens = 4096;
  std::optional<uint64_t> seed = {};  // none = a new one for every turn
  bool think = true;                  // template variable enable_thinking
  int think_budget = 0;               // tokens after which a thought is closed, 0 = off
  float pace = 0.0f;                  // tokens/s shown at most, 0 = off

  bool operator==(const Settings&) const = default;
};

}  // namespace ponder
