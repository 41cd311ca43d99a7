#include "core/model/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/io/json.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json Golden(const std::string& name) {
  const std::string path = "base/" + name + "/config.json";
  return ParsePythonJson(testing::ReadGoldenText(path), path).value();
}

std::string ErrorWith(const std::string& field, const json& value,
                      const std::string& base = "super") {
  json config = Golden(base);
  if (value.is_discarded()) {
    config.erase(field);
  } else {
    config[field] = value;
  }
  const auto parsed = ParseModelConfig(config.dump(), "config.json");
  if (parsed) return "no error";
  EXPECT_EQ(parsed.error().code, ErrorCode::kModel);
  return Describe(parsed.error());
}

const json kAbsent = json(json::value_t::discarded);

TEST(ModelConfig, ReadsSuper) {
  const auto config = ParseModelConfig(Golden("super").dump(), "config.json");
  ASSERT_TRUE(config.has_value()) << Describe(config.error());
  EXPECT_EQ(config->layers, (std::vector{MixerKind::kMamba2, MixerKind::kMoe, MixerKind::kMamba2,
                                         MixerKind::kAttention, MixerKind::kMoe}));
  EXPECT_EQ(config->moe_latent_size, 64u);
  EXPECT_EQ(config->expert_input_size(), 64u);
  EXPECT_EQ(config->n_groups, 4u);
  EXPECT_EQ(config->n_group, 1u);
  EXPECT_EQ(config->num_nextn_predict_layers, 1u);
  EXPECT_EQ(config->mamba_inner_size(), 256u);
  EXPECT_EQ(config->time_step_min, 0.0f);
  EXPECT_TRUE(std::isinf(config->time_step_max));
}

TEST(ModelConfig, ReadsPythonsInfinity) {
  std::string text = Golden("pico").dump();
  text.insert(1, R"("time_step_limit": [0.0, Infinity], "note": "Infinity \" NaN", )");
  const auto config = ParseModelConfig(text, "config.json");
  ASSERT_TRUE(config.has_value()) << Describe(config.error());
  EXPECT_TRUE(std::isinf(config->time_step_max));
}

TEST(ModelConfig, ReadsTransformersInfinity) {
  json config = Golden("pico");
  config["time_step_limit"] = {0.25, {{"__float__", "Infinity"}}};
  const auto parsed = ParseModelConfig(config.dump(), "config.json");
  ASSERT_TRUE(parsed.has_value()) << Describe(parsed.error());
  EXPECT_EQ(parsed->time_step_min, 0.25f);
  EXPECT_TRUE(std::isinf(parsed->time_step_max));
  EXPECT_THAT(ErrorWith("time_step_limit", {2, 1}), HasSubstr("the smaller first"));
}

TEST(ModelConfig, LayerListWinsOverTheCount) {
  json config = Golden("pico");
  config.erase("hybrid_override_pattern");
  config["layers_block_type"] = {"mamba", "moe", "full_attention", "mlp"};
  config["num_hidden_layers"] = 99;
  const auto parsed = ParseModelConfig(config.dump(), "config.json");
  ASSERT_TRUE(parsed.has_value()) << Describe(parsed.error());
  EXPECT_EQ(parsed->layers.size(), 4u);
}

TEST(ModelConfig, NamesWhatIsWrong) {
  EXPECT_THAT(ErrorWith("model_type", "llama"), HasSubstr("model_type is 'llama'"));
  EXPECT_THAT(ErrorWith("hidden_size", kAbsent), HasSubstr("'hidden_size' is missing"));
  EXPECT_THAT(ErrorWith("hidden_size", 0), HasSubstr("found 0"));
  EXPECT_THAT(ErrorWith("hidden_size", -5), HasSubstr("found -5"));
  EXPECT_THAT(ErrorWith("hidden_size", 1e18), HasSubstr("'hidden_size'"));
  EXPECT_THAT(ErrorWith("hidden_size", "128"), HasSubstr("'hidden_size'"));
  EXPECT_THAT(ErrorWith("hybrid_override_pattern", "MX"),
              HasSubstr("layer 1 is of an unknown kind"));
  EXPECT_THAT(ErrorWith("hybrid_override_pattern", ""), HasSubstr("found 0"));
  EXPECT_THAT(ErrorWith("hybrid_override_pattern", kAbsent), HasSubstr("hybrid_override_pattern"));
  EXPECT_THAT(ErrorWith("num_key_value_heads", 3), HasSubstr("no multiple of"));
  EXPECT_THAT(ErrorWith("n_groups", 3), HasSubstr("no multiple of"));
  EXPECT_THAT(ErrorWith("num_experts_per_tok", 33), HasSubstr("only 32 experts"));
  EXPECT_THAT(ErrorWith("n_group", 5), HasSubstr("no multiple of"));
  EXPECT_THAT(ErrorWith("attention_bias", true), HasSubstr("'attention_bias' is true"));
  EXPECT_THAT(ErrorWith("mlp_hidden_act", "silu"), HasSubstr("expected 'relu2'"));
  EXPECT_THAT(ErrorWith("quantization", json{{"bits", -4}}), HasSubstr("quantization.bits"));
  EXPECT_THAT(Describe(ParseModelConfig("{", "c").error()), HasSubstr("not valid JSON"));
  EXPECT_THAT(Describe(ParseModelConfig("[]", "c").error()), HasSubstr("expected a JSON object"));
}

TEST(ModelConfig, AQuantMethodIsLeftToTheFormats) {
  json config = Golden("dense");
  config["quantization_config"] = {{"quant_method", "modelopt"}};
  EXPECT_EQ(ParseModelConfig(config.dump(), "config.json")->quantization.defaults.mode, "modelopt");
}

TEST(ModelConfig, FieldsOfAbsentLayerKindsAreNotNeeded) {
  json config = Golden("dense");
  for (const char* field : {"n_routed_experts", "num_experts_per_tok", "moe_intermediate_size"}) {
    config.erase(field);
  }
  EXPECT_TRUE(ParseModelConfig(config.dump(), "config.json").has_value());
}

TEST(QuantConfig, ReadsOverrides) {
  const auto config =
      ParseModelConfig(testing::ReadGoldenText("mlx/nano-oq-mixed/config.json"), "config.json");
  ASSERT_TRUE(config.has_value()) << Describe(config.error());
  EXPECT_EQ(config->quantization.For("no.such.module").bits, config->quantization.defaults.bits);
  EXPECT_FALSE(config->quantization.modules.empty());
}

}  // namespace
}  // namespace ponder
