#include "core/model/forward.h"

#include "core/base/check.h"
#include "core/math/activation.h"
#include "core/math/norm.h"
#include "core/quant/rotation.h"

namespace ponder {
namespace {

// x: [num_tokens, hidden_size]
void Embed(const Step& step, const Weight& embeddings, std::span<const TokenId> tokens, float* x) {
  const size_t hidden = step.config.hidden_size;
  step.pool.Run(tokens.size(), [&](size_t t, size_t) {
    embeddings.DecodeRow(static_cast<size_t>(tokens[t]), x + t * hidden);
    if (embeddings.rotation()) embeddings.rotation()->Undo(x + t * hidden);
  });
}

void Normalise(const Step& step, const float* x, const std::vector<float>& weight, float* out) {
  const size_t hidden = step.config.hidden_size;
  step.pool.Run(step.num_tokens, [&](size_t t, size_t) {
    RmsNorm(x + t * hidden, weight.data(), step.config.layer_norm_epsilon, hidden,
            out + t * hidden);
  });
}

// Runs a layer's mixer, whichever it is; counts attention and Mamba-2 layers to find their state.
class MixerRunner {
 public:
  MixerRunner(const Step& step, SequenceState& state) : step_(step), state_(state) {}

  void Run(const LayerWeights& layer, const float* x, float* out) {
    x_ = x;
    out_ = out;
    std::visit(*this, layer.mixer);
  }
  void operator()(const Mamba2Weights& weights) {
    Mamba2(step_, weights, x_, state_.ssm(num_mamba_++), out_);
  }
  void operator()(const AttentionWeights& weights) {
    Attention(step_, weights, x_, state_.position(), state_.kv(num_attention_++), out_);
  }
  void operator()(const MoeWeights& weights) { Moe(step_, weights, x_, out_); }
  void operator()(const MlpWeights& weights) { Mlp(step_, weights, x_, out_); }

 private:
  const Step& step_;
  SequenceState& state_;
  size_t num_mamba_ = 0;
  size_t num_attention_ = 0;
  const float* x_ = nullptr;
  float* out_ = nullptr;
};

}  // namespace

StateShape ShapeOfState(const ModelConfig& config, size_t capacity, KvKind kv_kind) {
  StateShape shape;
  shape.num_attention_layers = config.num_layers(MixerKind::kAttention);
  shape.num_key_value_heads = config.num_key_value_heads;
  shape.head_dim = config.head_dim;
  shape.num_mamba_layers = config.num_layers(MixerKind::kMamba2);
  if (shape.num_mamba_layers) {
    shape.window_size = (config.conv_kernel - 1) * config.conv_dim();
    shape.state_size = config.mamba_inner_size() * config.ssm_state_size;
  }
  shape.capacity = capacity;
  shape.kv_kind = kv_kind;
  return shape;
}

bool Forward(const Model& model, std::span<const TokenId> tokens, const ForwardOptions& options,
             SequenceState& state, std::span<float> logits, Arena& arena, ThreadPool& pool) {
  const ModelConfig& config = model.config;
  const size_t hidden = config.hidden_size;
  const size_t num_logits = logits.size() / config.vocab_size;
  CHECK(num_logits <= tokens.size());
  CHECK(state.position() + tokens.size() <= state.shape().capacity);

  arena.Reset();
  const Step step{config, options.numerics, tokens.size(), pool, arena};
  float* x = step.Floats(tokens.size() * hidden).data();
  float* normed = step.Floats(tokens.size() * hidden).data();
  float* mixed = step.Floats(tokens.size() * hidden).data();
  const Arena::Mark layer_scratch = arena.Here();
  Embed(step, *model.weights.embeddings, tokens, x);

  MixerRunner mixer(step, state);
  for (const LayerWeights& layer : model.weights.layers) {
    if (options.stop.stop_requested()) return false;
    Normalise(step, x, layer.norm, normed);
    mixer.Run(layer, normed, mixed);
    AddTo(mixed, tokens.size() * hidden, x);
    arena.ReturnTo(layer_scratch);
  }

  const Step last{config, options.numerics, num_logits, pool, arena};
  const float* x_last = x + (tokens.size() - num_logits) * hidden;
  Normalise(last, x_last, model.weights.final_norm, normed);
  if (num_logits) Project(last, normed, {{&model.weights.output(), logits.data()}});
  state.Commit(tokens.size());
  return true;
}

}  // namespace ponder
