// Generator: the state of one conversation inside a model, as a turn drives it. The local engine's
// is a Timeline (engine_model.h); tests script one.
//
// Thread rule: one thread; the stop token may be triggered from any.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>

#include "core/base/result.h"
#include "core/base/token.h"

namespace ponder {

class Generator {
 public:
  virtual ~Generator() = default;

  using Progress = std::function<void(size_t done, size_t total)>;
  // Makes the state stand right after `prefix`, which must not be empty. `progress` is told before
  // anything is read what stands already, then after every chunk.
  // Errors: kCancelled, kLimit (the context is too small).
  virtual Status Sync(std::span<const TokenId> prefix, const Progress& progress,
                      std::stop_token stop) = 0;
  // Appends one token. Errors: as Sync.
  virtual Status Step(TokenId token, std::stop_token stop) = 0;
  // Remembers this position: a later Sync that agrees up to here continues from here.
  virtual void Checkpoint() = 0;

  virtual std::span<const float> logits() const = 0;    // of the next token, [vocab]
  virtual std::span<const TokenId> tokens() const = 0;  // that the state stands for
  virtual size_t context() const = 0;                   // how many tokens it can stand for

  struct Memory {
    uint64_t kv_bytes = 0;
    uint64_t state_bytes = 0;
    uint64_t checkpoint_bytes = 0;
  };
  virtual Memory memory() const = 0;

  // Forgets everything.
  virtual void Clear() noexcept = 0;
};

}  // namespace ponder
