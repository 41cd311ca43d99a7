#include "core/engine/generation_config.h"

#include "core/io/json.h"

namespace ponder {
namespace {

using nlohmann::json;

constexpr size_t kMaxConfigBytes = 16 << 20;

Result<json> ReadObject(const Folder& folder, const char* name) {
  if (!folder.Has(name)) return json::object();
  const std::string text = TRY(ReadText(folder, name, kMaxConfigBytes));
  json parsed = TRY(ParsePythonJson(text, folder.Where(name)));
  if (!parsed.is_object()) {
    return Fail(ErrorCode::kModel, folder.Where(name), "expected a JSON object");
  }
  return parsed;
}

template <typename T>
std::optional<T> Number(const json& object, const char* field) {
  if (!object.contains(field) || !object[field].is_number()) return std::nullopt;
  const double value = object[field].get<double>();
  if (!(value >= -1e9 && value <= 1e9)) return std::nullopt;
  return static_cast<T>(value);
}

// One id or a list of them.
Result<std::vector<TokenId>> EndTokens(const json& value, size_t vocab_size,
                                       const std::string& where) {
  std::vector<TokenId> ids;
  for (const json& id : value.is_array() ? value : json::array({value})) {
    if (!id.is_number_integer() || id.get<int64_t>() < 0 || id.get<uint64_t>() >= vocab_size) {
      return Fail(ErrorCode::kModel, where, "eos_token_id: expected ids below {}, found {}",
                  vocab_size, id.dump());
    }
    ids.push_back(id.get<TokenId>());
  }
  return ids;
}

}  // namespace

Result<GenerationConfig> LoadGenerationConfig(const Folder& folder, size_t vocab_size) {
  const json generation = TRY(ReadObject(folder, "generation_config.json"));
  GenerationConfig config;
  for (const char* file : {"generation_config.json", "config.json"}) {
    const json object = TRY(ReadObject(folder, file));
    if (!object.contains("eos_token_id") || object["eos_token_id"].is_null()) continue;
    config.eos_token_ids = TRY(EndTokens(object["eos_token_id"], vocab_size, folder.Where(file)));
    break;
  }
  if (generation.contains("do_sample") && generation["do_sample"].is_boolean()) {
    config.do_sample = generation["do_sample"].get<bool>();
  }
  config.temperature = Number<float>(generation, "temperature");
  config.top_p = Number<float>(generation, "top_p");
  config.top_k = Number<int>(generation, "top_k");
  config.min_p = Number<float>(generation, "min_p");
  config.repetition_penalty = Number<float>(generation, "repetition_penalty");
  if (generation.contains("ponder") && generation["ponder"].is_object()) {
    config.pace = Number<float>(generation["ponder"], "pace");
  }
  return config;
}

}  // namespace ponder
