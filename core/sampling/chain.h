// SamplingChain: from logits to a token, through every stage in order.
//
// Thread rule: one thread. Allocates in its constructor only.
#pragma once

#include "core/sampling/stage.h"

namespace ponder {

class SamplingChain {
 public:
  explicit SamplingChain(size_t vocab_size);

  // The distribution of the next token as the settings shape it. `logits`: [vocab]. Valid until the
  // next call.
  Candidates& Shape(std::span<const float> logits, const SampleContext& context);

  // Shape, then a draw. The same seed, logits and context give the same token.
  TokenId Sample(std::span<const float> logits, const SampleContext& context, uint64_t seed);

 private:
  Candidates candidates_;
};

// The token at `uniform` in [0, 1) of the cumulative distribution.
TokenId Draw(Candidates& candidates, double uniform);

}  // namespace ponder
