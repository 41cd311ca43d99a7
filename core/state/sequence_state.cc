#include "core/state/sequence_state.h"

#include "core/base/check.h"

namespace ponder {

double StateShape::kv_bytes_per_token() const {
  const double elements = 2.0 * static_cast<double>(num_attention_layers) *
                          static_cast<double>(num_key_value_heads) * static_cast<double>(head_dim);
  return elements * (kv_kind == KvKind::kF32 ? 4 : 2);
}

double StateShape::recurrent_bytes() const {
  return 2.0 * sizeof(float) * static_cast<double>(num_mamba_layers) *
         (static_cast<double>(window_size) + static_cast<double>(state_size));
}

size_t StateCheckpoint::bytes() const {
  size_t sum = 0;
  for (const auto& layer : ssm) sum += layer.size() * sizeof(float);
  return sum;
}

SequenceState::SequenceState(const StateShape& shape) : shape_(shape) {
  kv_.reserve(shape.num_attention_layers);
  for (size_t i = 0; i < shape.num_attention_layers; ++i) {
    kv_.emplace_back(shape.kv_kind, shape.num_key_value_heads, shape.head_dim, shape.capacity);
  }
  ssm_.reserve(shape.num_mamba_layers);
  for (size_t i = 0; i < shape.num_mamba_layers; ++i) {
    ssm_.emplace_back(shape.window_size, shape.state_size);
  }
}

void SequenceState::Commit(size_t num_tokens) {
  for (SsmCache& layer : ssm_) layer.Commit();
  position_ += num_tokens;
}

StateCheckpoint SequenceState::Save() const {
  StateCheckpoint checkpoint{position_, {}};
  checkpoint.ssm.reserve(ssm_.size());
  for (const SsmCache& layer : ssm_) checkpoint.ssm.push_back(layer.Save());
  return checkpoint;
}

void SequenceState::Restore(const StateCheckpoint& checkpoint) {
  CHECK(checkpoint.ssm.size() == ssm_.size());
  for (size_t i = 0; i < ssm_.size(); ++i) ssm_[i].Restore(checkpoint.ssm[i]);
  position_ = checkpoint.position;
}

void SequenceState::Clear() {
  for (SsmCache& layer : ssm_) layer.Clear();
  position_ = 0;
}

}  // namespace ponder
