#include "core/model/weights.h"

#include <algorithm>
#include <cmath>

#include "core/model/module_loader.h"

namespace ponder {
namespace {

// Tensor names follow transformers; MLX differs in what ModuleLoader hides (stacked experts).
class ModelLoader {
 public:
  ModelLoader(const TensorSet& tensors, const ModelConfig& config)
      : config_(config), modules_(tensors, config.quantization) {}

  Result<LoadedWeights> Load() {
    ModelWeights weights;
    const std::string prefix = TRY(modules_.Prefix());
    weights.embeddings = TRY(modules_.Matrix(ModuleRole::kEmbeddings, prefix + "embeddings",
                                             config_.vocab_size, config_.hidden_size));
    for (size_t i = 0; i < config_.layers.size(); ++i) {
      weights.layers.push_back(
          TRY(Layer(prefix + "layers." + std::to_string(i), config_.layers[i])));
    }
    weights.final_norm = TRY(modules_.Floats(prefix + "norm_f.weight", {config_.hidden_size}));
    if (!config_.tie_word_embeddings) {
      weights.lm_head = TRY(
          modules_.Matrix(ModuleRole::kLmHead, "lm_head", config_.vocab_size, config_.hidden_size));
    }
    return LoadedWeights{std::move(weights), modules_.TakeInventory()};
  }

 private:
  Result<LayerWeights> Layer(const std::string& path, MixerKind kind) {
    LayerWeights layer;
    layer.norm = TRY(modules_.Floats(path + ".norm.weight", {config_.hidden_size}));
    const std::string mixer = path + ".mixer.";
    switch (kind) {
      case MixerKind::kMamba2:
        layer.mixer = TRY(LoadMamba2(mixer));
        break;
      case MixerKind::kAttention:
        layer.mixer = TRY(LoadAttention(mixer));
        break;
      case MixerKind::kMoe:
        layer.mixer = TRY(LoadMoe(mixer));
        break;
      case MixerKind::kMlp:
        layer.mixer = TRY(LoadMlp(ModuleRole::kMlp, mixer, config_.intermediate_size));
        break;
    }
    return layer;
  }

  Result<Mamba2Weights> LoadMamba2(const std::string& mixer) {
    const size_t inner_size = config_.mamba_inner_size();
    const size_t num_heads = config_.mamba_num_heads;
    const size_t conv_dim = config_.conv_dim();
    const size_t kernel = config_.conv_kernel;
    Mamba2Weights weights;
    weights.in_proj = TRY(modules_.Matrix(ModuleRole::kMamba, mixer + "in_proj",
                                          config_.in_proj_size(), config_.hidden_size));
    weights.out_proj = TRY(
        modules_.Matrix(ModuleRole::kMamba, mixer + "out_proj", config_.hidden_size, inner_size));
    // [C, 1, k] in transformers, [C, k, 1] in MLX: the same bytes.
    const std::vector<float> conv = TRY(modules_.FloatsOfEither(
        mixer + "conv1d.weight", {conv_dim, 1, kernel}, {conv_dim, kernel, 1}));
    weights.conv_weight.resize(conv.size());
    for (size_t c = 0; c < conv_dim; ++c) {
      for (size_t j = 0; j < kernel; ++j) {
        weights.conv_weight[j * conv_dim + c] = conv[c * kernel + j];
      }
    }
    weights.conv_bias.assign(conv_dim, 0.0f);
    if (config_.use_conv_bias) {
      weights.conv_bias = TRY(modules_.Floats(mixer + "conv1d.bias", {conv_dim}));
    }
    weights.dt_bias = TRY(modules_.Floats(mixer + "dt_bias", {num_heads}));
    weights.a = TRY(modules_.Floats(mixer + "A_log", {num_heads}));
    for (float& a : weights.a) a = -std::exp(a);
    weights.d = TRY(modules_.Floats(mixer + "D", {num_heads}));
    weights.norm = TRY(modules_.Floats(mixer + "norm.weight", {inner_size}));
    return weights;
  }

  Result<AttentionWeights> LoadAttention(const std::string& mixer) {
    const size_t q_size = config_.num_attention_heads * config_.head_dim;
    const size_t kv_size = config_.num_key_value_heads * config_.head_dim;
    const size_t hidden = config_.hidden_size;
    const auto matrix = [&](const char* name, size_t rows, size_t cols) {
      return modules_.Matrix(ModuleRole::kAttention, mixer + name, rows, cols);
    };
    AttentionWeights weights;
    weights.q_proj = TRY(matrix("q_proj", q_size, hidden));
    weights.k_proj = TRY(matrix("k_proj", kv_size, hidden));
    weights.v_proj = TRY(matrix("v_proj", kv_size, hidden));
    weights.o_proj = TRY(matrix("o_proj", hidden, q_size));
    return weights;
  }

  Result<MlpWeights> LoadMlp(ModuleRole role, const std::string& path, size_t intermediate_size) {
    MlpWeights weights;
    weights.up =
        TRY(modules_.Matrix(role, path + "up_proj", intermediate_size, config_.hidden_size));
    weights.down =
        TRY(modules_.Matrix(role, path + "down_proj", config_.hidden_size, intermediate_size));
    return weights;
  }

  Result<MoeWeights> LoadMoe(const std::string& mixer) {
    const size_t num_experts = config_.n_routed_experts;
    const size_t input = config_.expert_input_size();
    const size_t hidden = config_.moe_intermediate_size;
    MoeWeights weights;
    weights.router =
        TRY(modules_.Matrix(ModuleRole::kRouter, mixer + "gate", num_experts, config_.hidden_size));
    weights.e_score_correction_bias =
        TRY(modules_.Floats(mixer + "gate.e_score_correction_bias", {num_experts}));
    weights.up = TRY(modules_.Experts(mixer, "up_proj", "fc1", num_experts, hidden, input));
    weights.down = TRY(modules_.Experts(mixer, "down_proj", "fc2", num_experts, input, hidden));
    if (config_.moe_latent_size) {
      weights.latent_down = TRY(modules_.Matrix(ModuleRole::kLatent, mixer + "fc1_latent_proj",
                                                input, config_.hidden_size));
      weights.latent_up = TRY(modules_.Matrix(ModuleRole::kLatent, mixer + "fc2_latent_proj",
                                              config_.hidden_size, input));
    }
    if (config_.moe_shared_expert_intermediate_size) {
      weights.shared = TRY(LoadMlp(ModuleRole::kSharedExpert, mixer + "shared_experts.",
                                   config_.moe_shared_expert_intermediate_size));
    }
    return weights;
  }

  const ModelConfig& config_;
  ModuleLoader modules_;
};

}  // namespace

std::string_view Name(ModuleRole role) {
  switch (role) {
    case ModuleRole::kEmbeddings:
      return "embeddings";
    case ModuleRole::kLmHead:
      return "lm_head";
    case ModuleRole::kMamba:
      return "mamba";
    case ModuleRole::kAttention:
      return "attention";
    case ModuleRole::kExperts:
      return "experts";
    case ModuleRole::kSharedExpert:
      return "shared expert";
    case ModuleRole::kLatent:
      return "latent projection";
    case ModuleRole::kMlp:
      return "mlp";
    case ModuleRole::kRouter:
      return "router";
  }
  return "?";
}

Result<LoadedWeights> LoadWeights(const TensorSet& tensors, const ModelConfig& config) {
  return ModelLoader(tensors, config).Load();
}

}  // namespace ponder
