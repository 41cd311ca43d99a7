// The forward pass: tokens in, logits out.
#pragma once

#include <span>
#include <stop_token>

#include "core/base/token.h"
#include "core/model/weights.h"
#include "core/state/sequence_state.h"

namespace ponder {

struct Model {
  ModelConfig config;
  ModelWeights weights;
};

struct ForwardOptions {
  Numerics numerics = Numerics::kFast;
  std::stop_token stop;  // tested before every layer
};

// The state a model of this shape needs.
StateShape ShapeOfState(const ModelConfig& config, size_t capacity, KvKind kv_kind);

// Takes `tokens` in after state.position() and writes the logits of the last logits.size() /
// vocab_size of them. Returns false, leaving `state` as it was, if stopped. Every token is valid
// and there is room for them (the caller checks). Allocates nothing outside `arena`, which is
// reset. logits: [num_logits, vocab_size], num_logits <= tokens.size()
bool Forward(const Model& model, std::span<const TokenId> tokens, const ForwardOptions& options,
             SequenceState& state, std::span<float> logits, Arena& arena, ThreadPool& pool);

}  // namespace ponder
