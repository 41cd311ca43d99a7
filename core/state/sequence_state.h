// Everything a model remembers of one sequence: keys and values of its attention layers, recurrent
// states of its Mamba-2 layers, and how many tokens they stand for.
//
// Thread rule: one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "core/state/kv_cache.h"
#include "core/state/ssm_cache.h"

namespace ponder {

struct StateShape {
  size_t num_attention_layers = 0;
  size_t num_key_value_heads = 0;
  size_t head_dim = 0;
  size_t num_mamba_layers = 0;
  size_t window_size = 0;  // floats per layer: (conv_kernel - 1) * conv_dim
  size_t state_size = 0;   // floats per layer: heads * head_dim * ssm_state_size
  size_t capacity = 0;     // tokens
  KvKind kv_kind = KvKind::kF16;

  // In double: the numbers come from a file, and a hostile one must not wrap around.
  double kv_bytes_per_token() const;
  double recurrent_bytes() const;  // both copies
};

// The recurrent states at one position. Keys and values are not copied: they are only appended to,
// so those before the position stay valid until the sequence takes another path below it.
struct StateCheckpoint {
  size_t position = 0;
  std::vector<std::vector<float>> ssm;

  size_t bytes() const;
};

class SequenceState {
 public:
  explicit SequenceState(const StateShape& shape);

  const StateShape& shape() const { return shape_; }
  size_t position() const { return position_; }  // tokens taken in so far

  KvCache& kv(size_t attention_layer) { return kv_[attention_layer]; }
  SsmCache& ssm(size_t mamba_layer) { return ssm_[mamba_layer]; }

  // Makes a step's num_tokens part of the sequence.
  void Commit(size_t num_tokens);

  StateCheckpoint Save() const;
  void Restore(const StateCheckpoint& checkpoint);
  void Clear();

 private:
  const StateShape shape_;
  std::vector<KvCache> kv_;
  std::vector<SsmCache> ssm_;
  size_t position_ = 0;
};

}  // namespace ponder
