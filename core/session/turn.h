// One turn: from a conversation to the last span of the model's reply. A new reader starts here.
//
// Thread rule: one thread; the stop token may be triggered from any.
#pragma once

#include "core/chat/meters.h"
#include "core/chat/turn_request.h"
#include "core/sampling/chain.h"
#include "core/session/generator.h"
#include "core/session/pacer.h"
#include "core/session/reply.h"

namespace ponder {

// What a turn works with. All of it outlives the turn.
struct TurnParts {
  const ModelText& text;
  Generator& generator;
  SamplingChain& sampler;
  const Published<Settings>& settings;  // read afresh for every token
  Meters& meters;
  const TurnClock& clock;
  Publish publish;
  uint64_t fresh_seed = 0;  // where the settings have none
};

// Publishes PrefillProgress and SpanEvents. A stop ends the turn early, it is no error.
// Errors: kModel (the template), kLimit (the prompt is longer than the context).
Result<TurnReport> RunTurn(const TurnRequest& request, const TurnParts& parts,
                           std::stop_token stop);

}  // namespace ponder
