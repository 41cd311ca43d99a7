#include "core/text/post_processor.h"

#include "core/text/bpe.h"
#include "core/text/json_object.h"

namespace ponder {
namespace {

constexpr size_t kMaxIds = 64;  // in front of a text or behind it

// The ids of one special token of a template.
Status AppendIds(const JsonObject& object, const std::string& name, std::vector<TokenId>& out) {
  const JsonObject tokens = TRY(object.Object("special_tokens"));
  const JsonObject token = TRY(tokens.Object(name));
  for (const nlohmann::json& id : *TRY(token.Array("ids"))) {
    const int64_t value = id.is_number_integer() ? id.get<int64_t>() : -1;
    if (value < 0 || value >= Bpe::kMaxTokens || out.size() >= kMaxIds) {
      return token.Wrong("ids", "want at most {} token ids from 0 to {}", kMaxIds,
                         Bpe::kMaxTokens - 1);
    }
    out.push_back(static_cast<TokenId>(value));
  }
  return {};
}

}  // namespace

Result<PostProcessor> PostProcessor::Parse(const nlohmann::json* field, const std::string& where) {
  PostProcessor processor;
  if (field != nullptr) TRY(processor.Add(*field, where, "post_processor", /*nested=*/false));
  return processor;
}

Status PostProcessor::Add(const nlohmann::json& field, const std::string& where,
                          const std::string& path, bool nested) {
  const JsonObject object = TRY(JsonObject::From(field, where, path));
  const std::string type = TRY(object.Type());
  if (type == "ByteLevel") return {};
  if (type == "TemplateProcessing") return AddTemplate(object);
  if (type == "Sequence" && !nested) {
    const nlohmann::json* children = TRY(object.Array("processors"));
    for (size_t i = 0; i < children->size(); ++i) {
      TRY(Add((*children)[i], where, fmt::format("{}.processors[{}]", path, i), true));
    }
    return {};
  }
  return object.Wrong("type",
                      "'{}' is not supported here; ByteLevel, TemplateProcessing and one Sequence "
                      "of these are",
                      type);
}

// A later template goes around what an earlier one made.
Status PostProcessor::AddTemplate(const JsonObject& object) {
  std::vector<TokenId> before;
  std::vector<TokenId> behind;
  bool seen_text = false;
  const nlohmann::json* pieces = TRY(object.Array("single"));
  for (size_t i = 0; i < pieces->size(); ++i) {
    const JsonObject piece = TRY(JsonObject::From((*pieces)[i], object.where(),
                                                  fmt::format("post_processor.single[{}]", i)));
    if (piece.Find("Sequence") != nullptr) {
      if (seen_text) return piece.Wrong("", "the text must occur once");
      seen_text = true;
      continue;
    }
    const JsonObject special = TRY(piece.Object("SpecialToken"));
    TRY(AppendIds(object, TRY(special.Text("id")), seen_text ? behind : before));
  }
  if (!seen_text) return object.Wrong("single", "the text must occur once");
  before_.insert(before_.begin(), before.begin(), before.end());
  behind_.insert(behind_.end(), behind.begin(), behind.end());
  return {};
}

}  // namespace ponder
