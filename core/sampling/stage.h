// A stage of the sampler: one idea that changes or narrows the distribution of the next token.
//
// To add one: a file in stages/ that defines it, a line in registry.cc that places it.
#pragma once

#include <span>
#include <string_view>

#include "core/base/settings.h"
#include "core/base/token.h"
#include "core/sampling/candidates.h"

namespace ponder {

// Where the token is to go. Everything is read afresh for every token.
struct SampleContext {
  std::span<const TokenId> tokens;      // prompt and reply so far, newest last
  size_t reply_length = 0;              // tokens of the reply among them
  bool in_thought = false;              // the reply is inside an open thought
  std::span<const TokenId> end_tokens;  // that end the turn
  const Settings* settings = nullptr;
};

// Applies the stage, or does nothing where the settings switch it off. Does not allocate.
struct Stage {
  std::string_view name;
  void (*apply)(const SampleContext& context, Candidates& candidates);
};

}  // namespace ponder
