// Candidates: the distribution on its way through the stages.
//
// First every logit of the vocabulary, which stages may change by token id; from the first
// selection on, a shrinking list of candidates. Buffers are reused from token to token. Thread
// rule: one.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/base/token.h"

namespace ponder {

struct TokenCandidate {
  float logit;
  TokenId token;
};

class Candidates {
 public:
  // Room for the vocabulary, so that nothing below allocates.
  explicit Candidates(size_t vocab_size);

  // A new distribution. [vocab], may hold NaN and infinities.
  void Reset(std::span<const float> model_logits);

  // What the model said, before any stage. [vocab]
  std::span<const float> model_logits() const { return model_logits_; }
  // What the stages have made of it. [vocab] CHECKs that nothing was selected yet.
  std::span<float> logits();

  // Selection. Never leaves the list empty. Order: likelier first, then the smaller id.
  std::span<const TokenCandidate> Likeliest(size_t count);  // at most size() of them, in order
  void KeepLikeliest(size_t count);
  void KeepAtLeast(float logit);
  void Scale(float factor);  // of every logit; positive
  float best_logit();
  size_t size();

  // In an order that does not depend on how the selection was computed.
  std::span<const TokenCandidate> all();

  // exp(logit - best) of each of all(), in that order, and their sum. Valid until the next call.
  struct Weights {
    std::span<const float> each;
    double total;
  };
  Weights Weigh();

 private:
  void Gather();
  void Sort(size_t count);  // makes at least the first `count` the likeliest, in order

  std::span<const float> model_logits_;
  std::vector<float> logits_;
  std::vector<TokenCandidate> list_;  // its first size_ elements
  std::vector<float> weights_;
  size_t size_ = 0;
  size_t num_sorted_ = 0;  // the first ones of the list are the likeliest, in order
  float best_logit_ = 0;
  bool gathered_ = false;
};

}  // namespace ponder
