#include "core/engine/timeline.h"

#include <algorithm>

#include "core/base/check.h"

namespace ponder {

Timeline::Timeline(std::shared_ptr<const ModelFiles> files, const TimelineOptions& options)
    : files_(std::move(files)),
      options_(options),
      pool_(options.num_threads ? options.num_threads : NumPhysicalCores()),
      state_(ShapeOfState(files_->model.config, files_->context, options.kv_kind)),
      logits_(files_->model.config.vocab_size) {
  tokens_.reserve(files_->context);
}

Status Timeline::Check(std::span<const TokenId> tokens, size_t position) const {
  if (position + tokens.size() > context()) {
    return Fail(
        ErrorCode::kLimit, "",
        "the context holds {} tokens, this needs {}; begin a new conversation, or give more with "
        "--ctx",
        context(), position + tokens.size());
  }
  const size_t vocab_size = logits_.size();
  for (TokenId token : tokens) {
    if (token < 0 || static_cast<size_t>(token) >= vocab_size) {
      return Fail(ErrorCode::kUsage, "", "token {} is outside the vocabulary of {}", token,
                  vocab_size);
    }
  }
  return {};
}

Status Timeline::Extend(std::span<const TokenId> chunk, std::span<float> logits,
                        std::stop_token stop) {
  const ForwardOptions options{options_.numerics, std::move(stop)};
  if (!Forward(files_->model, chunk, options, state_, logits, arena_, pool_)) {
    return Fail(ErrorCode::kCancelled, "", "stopped");
  }
  tokens_.insert(tokens_.end(), chunk.begin(), chunk.end());
  return {};
}

SyncReport::Kind Timeline::GoBackTo(size_t position) {
  while (!checkpoints_.empty() && checkpoints_.back().state.position > position) {
    checkpoints_.pop_back();
  }
  if (checkpoints_.empty()) {
    Clear();
    return SyncReport::Kind::kRebuilt;
  }
  const Saved& saved = checkpoints_.back();
  state_.Restore(saved.state);
  tokens_.resize(saved.state.position);
  std::ranges::copy(saved.logits, logits_.begin());
  return SyncReport::Kind::kRestored;
}

Result<SyncReport> Timeline::Sync(std::span<const TokenId> prefix, const SyncOptions& options) {
  if (prefix.empty()) return Fail(ErrorCode::kUsage, "", "an empty prompt has no next token");
  TRY(Check(prefix, 0));
  SyncReport report;
  const auto differs = std::ranges::mismatch(tokens_, prefix).in1;
  if (differs != tokens_.end()) {
    report.kind = GoBackTo(static_cast<size_t>(differs - tokens_.begin()));
  } else if (tokens_.empty()) {
    report.kind = SyncReport::Kind::kRebuilt;
  } else if (tokens_.size() < prefix.size()) {
    report.kind = SyncReport::Kind::kExtended;
  }
  report.reused_tokens = tokens_.size();
  if (options.progress) options.progress(tokens_.size(), prefix.size());
  while (tokens_.size() < prefix.size()) {
    const size_t size = std::min(options_.chunk, prefix.size() - tokens_.size());
    TRY(Extend(prefix.subspan(tokens_.size(), size), logits_, options.stop));
    report.read_tokens += size;
    if (options.progress) options.progress(tokens_.size(), prefix.size());
  }
  return report;
}

Status Timeline::Step(TokenId token, std::stop_token stop) {
  TRY(Check(std::span(&token, 1), tokens_.size()));
  return Extend(std::span(&token, 1), logits_, std::move(stop));
}

Result<std::vector<float>> Timeline::Evaluate(std::span<const TokenId> suffix, size_t num_logits) {
  TRY(Check(suffix, tokens_.size()));
  CHECK(num_logits > 0);
  const size_t vocab_size = logits_.size();
  const size_t begin = suffix.size() - std::min(num_logits, suffix.size());
  std::vector<float> all((suffix.size() - begin) * vocab_size);
  for (size_t at = 0; at < suffix.size();) {
    const size_t size = std::min(options_.chunk, suffix.size() - at);
    const size_t end = at + size;
    const size_t wanted = end > begin ? end - std::max(begin, at) : 0;
    const std::span<float> out =
        wanted ? std::span(all).subspan((end - wanted - begin) * vocab_size, wanted * vocab_size)
               : std::span<float>();
    TRY(Extend(suffix.subspan(at, size), out, {}));
    at = end;
  }
  std::copy(all.end() - static_cast<ptrdiff_t>(vocab_size), all.end(), logits_.begin());
  return all;
}

void Timeline::Clear() noexcept {
  checkpoints_.clear();
  tokens_.clear();
  state_.Clear();
}

void Timeline::Checkpoint() {
  const size_t position = state_.position();
  if (!checkpoints_.empty() && checkpoints_.back().state.position == position) return;
  if (checkpoints_.size() == kMaxCheckpoints) checkpoints_.erase(checkpoints_.begin());
  checkpoints_.push_back({state_.Save(), logits_});
}

Timeline::MemoryUse Timeline::memory() const {
  MemoryUse use{};
  use.kv_bytes = static_cast<uint64_t>(state_.shape().kv_bytes_per_token() *
                                       static_cast<double>(state_.position()));
  use.state_bytes = static_cast<uint64_t>(state_.shape().recurrent_bytes());
  for (const Saved& saved : checkpoints_) {
    use.checkpoint_bytes += saved.state.bytes() + saved.logits.size() * sizeof(float);
  }
  use.workspace_bytes = arena_.capacity_bytes();
  return use;
}

}  // namespace ponder
