// Timeline: the one owner of a conversation's state.
//
// Callers pass the whole token prefix to Sync; it reuses, extends, restores a checkpoint or
// rebuilds, and says which. Edit, retry, branch and resume are all the same call. Recurrent state
// cannot be cut back, so callers place checkpoints where a later prefix will agree up to: at the
// end of every user message (Nemotron's template drops earlier thoughts, so the state after a turn
// that thought is never a prefix of the next prompt).
//
// Thread rule: one thread; the stop token may be triggered from any.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "core/engine/limits.h"
#include "core/engine/model_files.h"

namespace ponder {

struct TimelineOptions {
  Numerics numerics = Numerics::kFast;
  KvKind kv_kind = KvKind::kF16;
  size_t num_threads = 0;        // 0 = physical cores
  size_t chunk = kDefaultChunk;  // tokens taken in at once
};

struct SyncOptions {
  std::stop_token stop;
  // Called before the first chunk and after every one with the tokens that stand, reused ones
  // included, and all.
  std::function<void(size_t done, size_t total)> progress;
};

struct SyncReport {
  enum class Kind {
    kReused,    // the state already stood there
    kExtended,  // tokens were added to it
    kRestored,  // a checkpoint was restored, then extended
    kRebuilt,   // everything was read again
  };
  Kind kind = Kind::kReused;
  size_t reused_tokens = 0;
  size_t read_tokens = 0;
};

class Timeline {
 public:
  Timeline(std::shared_ptr<const ModelFiles> files, const TimelineOptions& options);

  // Makes the state stand right after `prefix` (at least one token).
  // Errors: kCancelled (what was read stays and is reused), kLimit (the context is too small),
  // kUsage (empty, or a token outside the vocabulary).
  Result<SyncReport> Sync(std::span<const TokenId> prefix, const SyncOptions& options = {});

  // Appends one token: Sync(tokens() + token) without the comparison. Allocates nothing.
  Status Step(TokenId token, std::stop_token stop = {});

  // As Sync of tokens() + suffix, but returns the logits of its last num_logits positions:
  // [num_logits, vocab_size]
  Result<std::vector<float>> Evaluate(std::span<const TokenId> suffix, size_t num_logits);

  // Of the token after the last one. [vocab_size]
  std::span<const float> logits() const { return logits_; }

  // Forgets the conversation and its checkpoints.
  void Clear() noexcept;

  // Remembers the state here; the oldest checkpoints are dropped beyond kMaxCheckpoints.
  void Checkpoint();

  std::span<const TokenId> tokens() const { return tokens_; }
  size_t context() const { return state_.shape().capacity; }

  struct MemoryUse {
    uint64_t kv_bytes;  // touched so far
    uint64_t state_bytes;
    uint64_t checkpoint_bytes;
    uint64_t workspace_bytes;
  };
  MemoryUse memory() const;

 private:
  struct Saved {
    StateCheckpoint state;
    std::vector<float> logits;
  };

  Status Check(std::span<const TokenId> tokens, size_t position) const;
  // Takes in a chunk; the logits of its last position end in logits_.
  Status Extend(std::span<const TokenId> chunk, std::span<float> logits, std::stop_token stop);
  // Goes back to the newest checkpoint at or before `position`, or to the beginning.
  SyncReport::Kind GoBackTo(size_t position);

  const std::shared_ptr<const ModelFiles> files_;
  const TimelineOptions options_;
  ThreadPool pool_;
  Arena arena_;
  SequenceState state_;
  std::vector<TokenId> tokens_;  // that state_ stands for; capacity reserved for the context
  std::vector<float> logits_;
  std::vector<Saved> checkpoints_;  // by position, ascending
};

}  // namespace ponder
