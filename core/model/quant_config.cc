#include "core/model/quant_config.h"

#include <nlohmann/json.hpp>

namespace ponder {
namespace {

using nlohmann::json;

// Values above these are damage; formats check the real bounds against the tensors.
constexpr int kMaxBits = 64;
constexpr int kMaxGroupSize = 1 << 20;

Result<int> SmallInteger(const json& section, const char* field, int max,
                         const std::string& where) {
  if (!section.contains(field) || section[field].is_null()) return 0;
  const json& value = section[field];
  if (!value.is_number_integer() || value.get<int64_t>() < 0 || value.get<int64_t>() > max) {
    return Fail(ErrorCode::kModel, where, "quantization.{}: expected 0 to {}, found {}", field, max,
                value.dump());
  }
  return value.get<int>();
}

std::string Text(const json& section, const char* field) {
  return section.contains(field) && section[field].is_string() ? section[field].get<std::string>()
                                                               : "";
}

Result<QuantHints> ParseHints(const json& section, const std::string& where) {
  QuantHints hints;
  hints.mode = Text(section, "mode");
  hints.rotation = Text(section, "rotation");
  hints.bits = TRY(SmallInteger(section, "bits", kMaxBits, where));
  hints.group_size = TRY(SmallInteger(section, "group_size", kMaxGroupSize, where));
  return hints;
}

}  // namespace

const QuantHints& QuantConfig::For(std::string_view module_path) const {
  const auto found = modules.find(module_path);
  return found == modules.end() ? defaults : found->second;
}

Result<QuantConfig> ParseQuantConfig(const json& config, const std::string& where) {
  QuantConfig quant;
  const char* field = config.contains("quantization") ? "quantization" : "quantization_config";
  if (!config.contains(field) || config[field].is_null()) return quant;
  const json& section = config[field];
  if (!section.is_object()) {
    return Fail(ErrorCode::kModel, where, "{}: expected an object, found {}", field,
                section.type_name());
  }
  quant.defaults = TRY(ParseHints(section, where));
  if (quant.defaults.mode.empty()) quant.defaults.mode = Text(section, "quant_method");
  for (const auto& [name, value] : section.items()) {
    // `false` means: this module was left unquantised; its tensors say so too.
    if (value.is_object()) quant.modules[name] = TRY(ParseHints(value, where));
  }
  return quant;
}

}  // namespace ponder
