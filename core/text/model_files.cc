#include "core/text/model_files.h"

#include <array>

#include "core/io/json.h"
#include "core/text/json_object.h"

namespace ponder {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr size_t kMaxTokenizerBytes = 256 << 20;
constexpr size_t kMaxConfigBytes = 64 << 20;
constexpr const char* kTemplateFile = "chat_template.jinja";
constexpr const char* kConfigFile = "tokenizer_config.json";
constexpr std::array<const char*, 2> kTokenFiles = {"special_tokens_map.json", kConfigFile};
constexpr std::array<const char*, 7> kTokenNames = {
    "bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"};

Result<json> LoadJson(const Folder& folder, const char* name) {
  return ParsePythonJson(TRY(ReadText(folder, name, kMaxConfigBytes)), folder.Where(name));
}

tl::unexpected<Error> NoTemplate(const Folder& folder) {
  return Fail(ErrorCode::kModel, folder.Where(kTemplateFile),
              "no chat template: expected this file, or chat_template in {}", kConfigFile);
}

Result<ChatTemplate> ParseTemplate(std::string source, std::string where) {
  if (source.find_first_not_of(" \t\r\n") == std::string::npos) {
    return Fail(ErrorCode::kModel, std::move(where), "the chat template is empty");
  }
  return ChatTemplate::Parse(std::move(source), std::move(where));
}

// The template called "default", or the only one.
Result<std::string> PickTemplate(const json& templates, const std::string& where) {
  for (const json& entry : templates) {
    const JsonObject named = TRY(JsonObject::From(entry, where, "chat_template"));
    if (templates.size() == 1 || TRY(named.Text("name")) == "default")
      return named.Text("template");
  }
  return Fail(ErrorCode::kModel, where, "chat_template: no template is called 'default'");
}

// A token is its text, or an object with the text as "content".
const json* TextOfToken(const json& file, const char* name) {
  const auto token = file.find(name);
  if (token == file.end()) return nullptr;
  if (token->is_string()) return &*token;
  const auto content = token->is_object() ? token->find("content") : token->end();
  return token->is_object() && content != token->end() && content->is_string() ? &*content
                                                                               : nullptr;
}

}  // namespace

Result<Tokenizer> LoadTokenizer(const Folder& folder) {
  const std::string name = "tokenizer.json";
  return Tokenizer::Parse(TRY(ReadText(folder, name, kMaxTokenizerBytes)), folder.Where(name));
}

Result<ChatTemplate> LoadChatTemplate(const Folder& folder) {
  if (folder.Has(kTemplateFile)) {
    return ParseTemplate(TRY(ReadText(folder, kTemplateFile, jinja::kMaxTemplateBytes)),
                         folder.Where(kTemplateFile));
  }
  const std::string where = folder.Where(kConfigFile);
  if (!folder.Has(kConfigFile)) return NoTemplate(folder);
  const json file = TRY(LoadJson(folder, kConfigFile));
  const JsonObject config = TRY(JsonObject::From(file, where, ""));
  const json* field = config.Find("chat_template");
  if (field == nullptr) return NoTemplate(folder);
  if (field->is_array()) {
    return ParseTemplate(TRY(PickTemplate(*field, where)), where);
  }
  return ParseTemplate(TRY(config.Text("chat_template")), where);
}

Result<ordered_json> LoadSpecialTokens(const Folder& folder) {
  ordered_json tokens = ordered_json::object();
  for (const char* name : kTokenFiles) {
    if (!folder.Has(name)) continue;
    const json file = TRY(LoadJson(folder, name));
    TRY(JsonObject::From(file, folder.Where(name), ""));
    for (const char* token : kTokenNames) {
      if (const json* text = TextOfToken(file, token)) tokens[token] = *text;
    }
  }
  return tokens;
}

}  // namespace ponder
