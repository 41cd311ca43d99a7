#include "core/sampling/candidates.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/check.h"
#include "core/sampling/softmax_weight.h"

namespace ponder {
namespace {

constexpr float kLargest = std::numeric_limits<float>::max();
constexpr float kFirstDepth = 4;  // nats below the likeliest

bool Likelier(const TokenCandidate& a, const TokenCandidate& b) {
  return a.logit > b.logit || (a.logit == b.logit && a.token < b.token);
}

// In four lanes: one maximum, or one sum, would wait for each step to finish.
float Best(std::span<const TokenCandidate> candidates) {
  float best[4];
  std::fill_n(best, 4, candidates[0].logit);
  for (size_t i = 0; i < candidates.size(); ++i) {
    float& lane = best[i % 4];
    lane = candidates[i].logit > lane ? candidates[i].logit : lane;
  }
  return *std::max_element(best, best + 4);
}

double Sum(std::span<const float> weights) {
  double sums[4] = {};
  for (size_t i = 0; i < weights.size(); ++i) sums[i % 4] += static_cast<double>(weights[i]);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace

Candidates::Candidates(size_t vocab_size)
    : logits_(vocab_size), list_(vocab_size), weights_(vocab_size) {
  CHECK(vocab_size > 0);
}

void Candidates::Reset(std::span<const float> model_logits) {
  CHECK(model_logits.size() == logits_.size());
  model_logits_ = model_logits;
  std::ranges::copy(model_logits, logits_.begin());
  gathered_ = false;
}

std::span<float> Candidates::logits() {
  CHECK(!gathered_);
  return logits_;
}

void Candidates::Gather() {
  if (gathered_) return;
  gathered_ = true;
  num_sorted_ = 0;
  size_t count = 0;
  for (size_t token = 0; token < logits_.size(); ++token) {
    // No branches: a token whose logit is no number is overwritten by the next.
    const float logit = logits_[token];
    const bool finite = std::abs(logit) <= kLargest;
    list_[count] = {logit, static_cast<TokenId>(token)};
    count += finite;
  }
  if (count == 0) {
    // A broken model must not stop the loop that asks for a token.
    list_[0] = {0, 0};
    count = 1;
  }
  size_ = count;
  best_logit_ = Best({list_.data(), size_});
}

void Candidates::Sort(size_t count) {
  Gather();
  count = std::min(count, size_);
  const auto list_end = list_.begin() + static_cast<ptrdiff_t>(size_);
  // Few tokens lie near the top. A pass that brings them to the front is many times cheaper than
  // selecting among the whole vocabulary.
  for (float depth = kFirstDepth; num_sorted_ < count; depth *= 2) {
    const auto begin = list_.begin() + static_cast<ptrdiff_t>(num_sorted_);
    const auto wanted = list_.begin() + static_cast<ptrdiff_t>(count);
    const float least = best_logit_ - depth;
    auto end = std::partition(begin, list_end,
                              [least](const TokenCandidate& one) { return one.logit >= least; });
    if (end > wanted) {
      std::nth_element(begin, wanted, end, Likelier);
      end = wanted;
    }
    std::sort(begin, end, Likelier);
    num_sorted_ = static_cast<size_t>(end - list_.begin());
  }
}

std::span<const TokenCandidate> Candidates::Likeliest(size_t count) {
  Sort(count);
  return {list_.data(), std::min(count, size_)};
}

void Candidates::KeepLikeliest(size_t count) {
  Sort(std::max<size_t>(count, 1));
  size_ = std::min(size_, std::max<size_t>(count, 1));
  num_sorted_ = std::min(num_sorted_, size_);
}

void Candidates::KeepAtLeast(float logit) {
  Gather();
  const float least = std::min(logit, best_logit_);
  const auto drops = [least](const TokenCandidate& one) { return one.logit < least; };
  const auto begin = list_.begin();
  const auto sorted_end = begin + static_cast<ptrdiff_t>(num_sorted_);
  num_sorted_ -= static_cast<size_t>(std::count_if(begin, sorted_end, drops));
  const auto end = std::remove_if(begin, begin + static_cast<ptrdiff_t>(size_), drops);
  size_ = static_cast<size_t>(end - begin);
}

void Candidates::Scale(float factor) {
  Gather();
  for (size_t i = 0; i < size_; ++i) list_[i].logit *= factor;
  best_logit_ *= factor;
}

float Candidates::best_logit() {
  Gather();
  return best_logit_;
}

size_t Candidates::size() {
  Gather();
  return size_;
}

std::span<const TokenCandidate> Candidates::all() {
  Gather();
  // Untouched, the list is in the order of the vocabulary.
  if (num_sorted_ > 0) Sort(size_);
  return {list_.data(), size_};
}

Candidates::Weights Candidates::Weigh() {
  const std::span<const TokenCandidate> candidates = all();
  for (size_t i = 0; i < candidates.size(); ++i) {
    weights_[i] = SoftmaxWeight(candidates[i].logit - best_logit_);
  }
  const std::span<const float> each(weights_.data(), candidates.size());
  return {each, Sum(each)};
}

}  // namespace ponder
