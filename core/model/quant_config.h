// The quantisation section of config.json: defaults and per-module overrides.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/base/result.h"
#include "core/quant/format.h"

namespace ponder {

struct QuantConfig {
  QuantHints defaults;
  std::map<std::string, QuantHints, std::less<>> modules;  // by module path

  // What the config says about one module.
  const QuantHints& For(std::string_view module_path) const;
};

// Reads "quantization" or "quantization_config". Errors: kModel, e.g. a quantisation that ponder
// does not read.
Result<QuantConfig> ParseQuantConfig(const nlohmann::json& config, const std::string& where);

}  // namespace ponder
