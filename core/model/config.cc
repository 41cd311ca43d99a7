#include "core/model/config.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/io/json.h"

namespace ponder {
namespace {

using nlohmann::json;

// No released model comes near; a larger number is damage and must not drive an allocation.
constexpr uint64_t kMaxExtent = 1 << 24;
constexpr size_t kMaxLayers = 4096;

// JSON numbers are doubles; what no float can hold is infinite.
float ToFloat(double value) {
  constexpr double kMax = std::numeric_limits<float>::max();
  if (std::fabs(value) > kMax) return std::copysign(std::numeric_limits<float>::infinity(), value);
  return static_cast<float>(value);
}

// A number, or how newer transformers spell one that JSON cannot: {"__float__": "Infinity"}.
std::optional<float> AsFloat(const json& value) {
  if (value.is_number()) return ToFloat(value.get<double>());
  if (value.is_object() && value.size() == 1 && value.contains("__float__")) {
    if (value["__float__"] == "Infinity") return std::numeric_limits<float>::infinity();
    if (value["__float__"] == "-Infinity") return -std::numeric_limits<float>::infinity();
  }
  return std::nullopt;
}

// Reads fields with their name, bounds and the file in every message.
class Fields {
 public:
  Fields(const json& object, const std::string& where) : object_(object), where_(where) {}

  bool Has(const char* name) const { return object_.contains(name) && !object_[name].is_null(); }

  Result<size_t> Size(const char* name, uint64_t min = 1, uint64_t max = kMaxExtent) const {
    if (!Has(name)) {
      return Fail(ErrorCode::kModel, where_, "'{}' is missing; a nemotron_h config needs it", name);
    }
    const json& value = object_[name];
    if (!value.is_number_integer() || value.get<int64_t>() < 0 || value.get<uint64_t>() < min ||
        value.get<uint64_t>() > max) {
      return Fail(ErrorCode::kModel, where_, "'{}': expected {} to {}, found {}", name, min, max,
                  value.dump());
    }
    return value.get<size_t>();
  }
  Result<size_t> SizeOr(const char* name, size_t fallback, uint64_t max = kMaxExtent) const {
    return Has(name) ? Size(name, 0, max) : Result<size_t>(fallback);
  }
  Result<float> NumberOr(const char* name, float fallback) const {
    if (!Has(name)) return fallback;
    const auto number = AsFloat(object_[name]);
    if (!number) {
      return Fail(ErrorCode::kModel, where_, "'{}': expected a number, found {}", name,
                  object_[name].dump());
    }
    return *number;
  }
  Result<bool> FlagOr(const char* name, bool fallback) const {
    if (!Has(name)) return fallback;
    if (!object_[name].is_boolean()) {
      return Fail(ErrorCode::kModel, where_, "'{}': expected true or false, found {}", name,
                  object_[name].dump());
    }
    return object_[name].get<bool>();
  }
  // The forward pass has no such path; a checkpoint that needs it would answer nonsense.
  Status MustBeFalse(const char* name) const {
    if (!TRY(FlagOr(name, false))) return {};
    return Fail(ErrorCode::kModel, where_, "'{}' is true; no nemotron_h model ponder knows has it",
                name);
  }
  Status MustBe(const char* name, std::string_view expected) const {
    if (!Has(name) || object_[name] == expected) return {};
    return Fail(ErrorCode::kModel, where_, "'{}': expected '{}', found {}", name, expected,
                object_[name].dump());
  }

  const json& operator[](const char* name) const { return object_[name]; }
  const std::string& where() const { return where_; }

 private:
  const json& object_;
  const std::string& where_;
};

std::optional<MixerKind> KindOfLetter(char letter) {
  switch (letter) {
    case 'M':
      return MixerKind::kMamba2;
    case '*':
      return MixerKind::kAttention;
    case 'E':
      return MixerKind::kMoe;
    case '-':
      return MixerKind::kMlp;
    default:
      return std::nullopt;
  }
}

std::optional<MixerKind> KindOfWord(std::string_view word) {
  if (word == "mamba" || word == "linear_attention" || word == "conv") return MixerKind::kMamba2;
  if (word == "attention" || word == "full_attention") return MixerKind::kAttention;
  if (word == "moe") return MixerKind::kMoe;
  if (word == "mlp") return MixerKind::kMlp;
  return std::nullopt;
}

// num_hidden_layers is redundant upstream and not consulted: the list's length wins.
Result<std::vector<MixerKind>> ParseLayers(const Fields& fields) {
  std::vector<std::optional<MixerKind>> kinds;
  std::string field = "hybrid_override_pattern";
  if (fields.Has("hybrid_override_pattern") && fields["hybrid_override_pattern"].is_string()) {
    for (char letter : fields["hybrid_override_pattern"].get<std::string>()) {
      kinds.push_back(KindOfLetter(letter));
    }
  } else {
    field = fields.Has("layers_block_type") ? "layers_block_type" : "layer_types";
    if (!fields.Has(field.c_str()) || !fields[field.c_str()].is_array()) {
      return Fail(ErrorCode::kModel, fields.where(),
                  "expected hybrid_override_pattern (or layers_block_type, layer_types)");
    }
    for (const json& word : fields[field.c_str()]) {
      kinds.push_back(word.is_string() ? KindOfWord(word.get<std::string>()) : std::nullopt);
    }
  }
  if (kinds.empty() || kinds.size() > kMaxLayers) {
    return Fail(ErrorCode::kModel, fields.where(), "'{}': expected 1 to {} layers, found {}", field,
                kMaxLayers, kinds.size());
  }
  std::vector<MixerKind> layers;
  for (const auto& kind : kinds) {
    if (!kind) {
      return Fail(ErrorCode::kModel, fields.where(),
                  "'{}': layer {} is of an unknown kind; known are mamba (M), attention (*), "
                  "moe (E) and mlp (-)",
                  field, layers.size());
    }
    layers.push_back(*kind);
  }
  return layers;
}

Status CheckDivides(const Fields& fields, const char* whole, size_t whole_value, const char* part,
                    size_t part_value) {
  if (whole_value % part_value == 0) return {};
  return Fail(ErrorCode::kModel, fields.where(), "'{}' = {} is no multiple of '{}' = {}", whole,
              whole_value, part, part_value);
}

Status ParseAttention(const Fields& fields, ModelConfig& config) {
  TRY(fields.MustBeFalse("attention_bias"));
  config.num_attention_heads = TRY(fields.Size("num_attention_heads"));
  config.num_key_value_heads = TRY(fields.Size("num_key_value_heads"));
  config.head_dim = TRY(fields.Size("head_dim"));
  return CheckDivides(fields, "num_attention_heads", config.num_attention_heads,
                      "num_key_value_heads", config.num_key_value_heads);
}

Status ParseMamba2(const Fields& fields, ModelConfig& config) {
  TRY(fields.MustBeFalse("mamba_proj_bias"));
  TRY(fields.MustBeFalse("use_bias"));
  TRY(fields.MustBe("mamba_hidden_act", "silu"));
  config.mamba_num_heads = TRY(fields.Size("mamba_num_heads"));
  config.mamba_head_dim = TRY(fields.Size("mamba_head_dim"));
  config.n_groups = TRY(fields.Size("n_groups"));
  config.ssm_state_size = TRY(fields.Size("ssm_state_size"));
  config.conv_kernel = TRY(fields.Size("conv_kernel", 1, 64));
  config.use_conv_bias = TRY(fields.FlagOr("use_conv_bias", true));
  config.time_step_min = 0;
  config.time_step_max = std::numeric_limits<float>::infinity();
  if (fields.Has("time_step_limit")) {
    const json& limit = fields["time_step_limit"];
    const bool pair = limit.is_array() && limit.size() == 2;
    const auto min = pair ? AsFloat(limit[0]) : std::nullopt;
    const auto max = pair ? AsFloat(limit[1]) : std::nullopt;
    if (!min || !max || *min > *max) {
      return Fail(ErrorCode::kModel, fields.where(),
                  "'time_step_limit': expected two numbers, the smaller first, found {}",
                  limit.dump());
    }
    config.time_step_min = *min;
    config.time_step_max = *max;
  }
  return CheckDivides(fields, "mamba_num_heads", config.mamba_num_heads, "n_groups",
                      config.n_groups);
}

Status CheckRouting(const Fields& fields, const ModelConfig& config) {
  TRY(CheckDivides(fields, "n_routed_experts", config.n_routed_experts, "n_group", config.n_group));
  const size_t group_size = config.n_routed_experts / config.n_group;
  if (config.topk_group > config.n_group || (config.n_group > 1 && group_size < 2)) {
    return Fail(ErrorCode::kModel, fields.where(),
                "'topk_group' = {} of 'n_group' = {} groups of {}", config.topk_group,
                config.n_group, group_size);
  }
  if (config.num_experts_per_tok > config.topk_group * group_size) {
    return Fail(ErrorCode::kModel, fields.where(),
                "'num_experts_per_tok' = {}, but only {} experts can be chosen from",
                config.num_experts_per_tok, config.topk_group * group_size);
  }
  return {};
}

Status ParseMoe(const Fields& fields, ModelConfig& config) {
  config.n_routed_experts = TRY(fields.Size("n_routed_experts", 1, 1 << 16));
  config.num_experts_per_tok = TRY(fields.Size("num_experts_per_tok", 1, 1 << 16));
  config.moe_intermediate_size = TRY(fields.Size("moe_intermediate_size"));
  if (TRY(fields.SizeOr("n_shared_experts", 1, 1)) == 1) {
    config.moe_shared_expert_intermediate_size =
        TRY(fields.Size("moe_shared_expert_intermediate_size"));
  }
  config.moe_latent_size = TRY(fields.SizeOr("moe_latent_size", 0));
  config.n_group = std::max<size_t>(1, TRY(fields.SizeOr("n_group", 1)));
  config.topk_group = std::max<size_t>(1, TRY(fields.SizeOr("topk_group", 1)));
  config.norm_topk_prob = TRY(fields.FlagOr("norm_topk_prob", true));
  config.routed_scaling_factor = TRY(fields.NumberOr("routed_scaling_factor", 1.0f));
  return CheckRouting(fields, config);
}

Status CheckArchitecture(const Fields& fields) {
  const std::string type = fields.Has("model_type") && fields["model_type"].is_string()
                               ? fields["model_type"].get<std::string>()
                               : "";
  if (type == "nemotron_h") return {};
  return Fail(ErrorCode::kModel, fields.where(),
              "model_type is '{}'; ponder runs 'nemotron_h' (Nemotron-3 Nano, Super, Nano 4B)",
              type);
}

Result<ModelConfig> ParseChecked(const Fields& fields) {
  ModelConfig config;
  TRY(CheckArchitecture(fields));
  config.vocab_size = TRY(fields.Size("vocab_size"));
  config.hidden_size = TRY(fields.Size("hidden_size"));
  config.layers = TRY(ParseLayers(fields));
  config.layer_norm_epsilon = TRY(
      fields.NumberOr(fields.Has("layer_norm_epsilon") ? "layer_norm_epsilon" : "norm_eps", 1e-5f));
  config.tie_word_embeddings = TRY(fields.FlagOr("tie_word_embeddings", false));
  config.max_position_embeddings = TRY(fields.SizeOr("max_position_embeddings", 0));
  config.num_nextn_predict_layers = TRY(fields.SizeOr("num_nextn_predict_layers", 0, 16));
  TRY(fields.MustBeFalse("mlp_bias"));
  TRY(fields.MustBe("mlp_hidden_act", "relu2"));
  if (config.num_layers(MixerKind::kAttention)) TRY(ParseAttention(fields, config));
  if (config.num_layers(MixerKind::kMamba2)) TRY(ParseMamba2(fields, config));
  if (config.num_layers(MixerKind::kMoe)) TRY(ParseMoe(fields, config));
  if (config.num_layers(MixerKind::kMlp)) {
    config.intermediate_size = TRY(fields.Size("intermediate_size"));
  }
  return config;
}

}  // namespace

std::string_view Name(MixerKind kind) {
  switch (kind) {
    case MixerKind::kMamba2:
      return "mamba2";
    case MixerKind::kAttention:
      return "attention";
    case MixerKind::kMoe:
      return "moe";
    case MixerKind::kMlp:
      return "mlp";
  }
  return "?";
}

size_t ModelConfig::num_layers(MixerKind kind) const {
  return static_cast<size_t>(std::ranges::count(layers, kind));
}

Result<ModelConfig> ParseModelConfig(std::string_view json_text, const std::string& where) {
  const json parsed = TRY(ParsePythonJson(json_text, where));
  if (!parsed.is_object()) {
    return Fail(ErrorCode::kModel, where, "expected a JSON object, found {}", parsed.type_name());
  }
  ModelConfig config = TRY(ParseChecked(Fields(parsed, where)));
  config.quantization = TRY(ParseQuantConfig(parsed, where));
  return config;
}

}  // namespace ponder
