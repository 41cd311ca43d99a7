// config.json of a nemotron_h checkpoint: the shape of the model, checked for consistency.
// Field names are those of transformers' NemotronHConfig.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/token.h"
#include "core/model/quant_config.h"

namespace ponder {

enum class MixerKind : uint8_t { kMamba2, kAttention, kMoe, kMlp };

std::string_view Name(MixerKind kind);  // "mamba2", "attention", "moe", "mlp"

struct ModelConfig {
  size_t vocab_size = 0;
  size_t hidden_size = 0;
  std::vector<MixerKind> layers;
  float layer_norm_epsilon = 1e-5f;
  bool tie_word_embeddings = false;
  size_t max_position_embeddings = 0;  // 0 = not said

  // Attention layers.
  size_t num_attention_heads = 0;
  size_t num_key_value_heads = 0;
  size_t head_dim = 0;

  // Mamba-2 layers. n_groups groups of heads share B and C.
  size_t mamba_num_heads = 0;
  size_t mamba_head_dim = 0;
  size_t n_groups = 0;
  size_t ssm_state_size = 0;
  size_t conv_kernel = 0;
  bool use_conv_bias = true;
  float time_step_min = 0;  // time_step_limit: dt is clipped to [min, max] after softplus
  float time_step_max = 0;

  // Dense MLP layers.
  size_t intermediate_size = 0;

  // Mixture-of-experts layers.
  size_t n_routed_experts = 0;
  size_t num_experts_per_tok = 0;
  size_t moe_intermediate_size = 0;
  size_t moe_shared_expert_intermediate_size = 0;  // 0 = no shared expert
  size_t moe_latent_size = 0;                      // 0 = experts work on hidden_size
  size_t n_group = 1;                              // routing groups, unlike n_groups
  size_t topk_group = 1;
  bool norm_topk_prob = true;
  float routed_scaling_factor = 1;

  size_t num_nextn_predict_layers = 0;  // MTP heads in the checkpoint

  QuantConfig quantization;

  size_t mamba_inner_size() const { return mamba_num_heads * mamba_head_dim; }
  size_t conv_dim() const { return mamba_inner_size() + 2 * n_groups * ssm_state_size; }
  size_t in_proj_size() const { return mamba_inner_size() + conv_dim() + mamba_num_heads; }
  size_t expert_input_size() const { return moe_latent_size ? moe_latent_size : hidden_size; }
  size_t num_layers(MixerKind kind) const;
};

// Errors: kModel, naming the field, what was expected and what was found.
Result<ModelConfig> ParseModelConfig(std::string_view json_text, const std::string& where);

}  // namespace ponder
