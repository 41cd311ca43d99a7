// Reading the "model" of tokenizer.json.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/bpe.h"
#include "core/text/byte_level.h"
#include "core/text/json_object.h"

namespace ponder {
namespace {

using nlohmann::json;

// A merge is ["a", "b"], or "a b" in older files.
bool SplitMerge(const json& merge, std::string_view& left, std::string_view& right) {
  if (merge.is_string()) {
    const std::string_view text = merge.get_ref<const std::string&>();
    const size_t space = text.find(' ');
    if (space == text.npos) return false;
    left = text.substr(0, space);
    right = text.substr(space + 1);
    return true;
  }
  if (!merge.is_array() || merge.size() != 2 || !merge[0].is_string() || !merge[1].is_string()) {
    return false;
  }
  left = merge[0].get_ref<const std::string&>();
  right = merge[1].get_ref<const std::string&>();
  return true;
}

}  // namespace

Result<Bpe> Bpe::Parse(const JsonObject& model, bool byte_level) {
  // Old files leave the type out; only BPE has merges.
  const std::string type = TRY(model.TextOr("type", "BPE"));
  if (type != "BPE") return model.Wrong("type", "'{}' is not supported; BPE is", type);
  Bpe bpe;
  bpe.byte_level_ = byte_level;
  TRY(bpe.ParseVocabulary(model));
  TRY(bpe.ParseMerges(model));
  TRY(bpe.ParseOptions(model));
  return bpe;
}

Status Bpe::ParseVocabulary(const JsonObject& model) {
  const JsonObject vocabulary = TRY(model.Object("vocab"));
  const json& entries = *model.Find("vocab");
  vocabulary_.reserve(entries.size());
  for (const auto& [text, id] : entries.items()) {
    if (!id.is_number_integer())
      return vocabulary.Wrong(text, "want an id, found {}", id.type_name());
    const auto value = id.get<int64_t>();
    if (value < 0 || value >= kMaxTokens) {
      return vocabulary.Wrong(text, "want an id from 0 to {}, found {}", kMaxTokens - 1, value);
    }
    vocabulary_.emplace(text, static_cast<TokenId>(value));
  }
  return {};
}

Status Bpe::ParseMerges(const JsonObject& model) {
  const json& merges = *TRY(model.Array("merges"));
  merges_.reserve(merges.size());
  std::string_view left;
  std::string_view right;
  for (size_t rank = 0; rank < merges.size(); ++rank) {
    if (!SplitMerge(merges[rank], left, right)) {
      return model.Wrong(
          fmt::format("merges[{}]", rank), "want two tokens, found {}",
          merges[rank].is_string() ? merges[rank].get<std::string>() : merges[rank].type_name());
    }
    TRY(AddMerge(model, rank, left, right));
  }
  return {};
}

Status Bpe::AddMerge(const JsonObject& model, size_t rank, std::string_view left,
                     std::string_view right) {
  const auto left_id = Find(left);
  const auto right_id = Find(right);
  const auto result = Find(std::string(left).append(right));
  if (!left_id || !right_id || !result) {
    return model.Wrong(fmt::format("merges[{}]", rank),
                       "'{}' and '{}' and what they make must be in the vocabulary", left, right);
  }
  // The last of several merges of one pair counts.
  merges_[PairKey(*left_id, *right_id)] = {static_cast<uint32_t>(rank), *result};
  return {};
}

Status Bpe::ParseOptions(const JsonObject& model) {
  for (const char* affix : {"continuing_subword_prefix", "end_of_word_suffix"}) {
    if (!TRY(model.TextOr(affix, "")).empty())
      return model.Wrong(affix, "not supported; want none");
  }
  const json* dropout = model.Find("dropout");
  if (dropout != nullptr && *dropout != 0.0) {
    return model.Wrong("dropout", "not supported; want none");
  }
  ignore_merges_ = TRY(model.FlagOr("ignore_merges", false));
  byte_fallback_ = TRY(model.FlagOr("byte_fallback", false));
  fuse_unknown_ = TRY(model.FlagOr("fuse_unk", false));
  if (model.Find("unk_token") != nullptr) {
    const std::string text = TRY(model.Text("unk_token"));
    unknown_ = Find(text);
    if (!unknown_) return model.Wrong("unk_token", "'{}' is not in the vocabulary", text);
  }
  for (int byte = 0; byte < 256; ++byte) {
    const char raw = static_cast<char>(byte);
    byte_tokens_[byte] = Find(byte_level_ ? ToByteLevel(std::string_view(&raw, 1))
                                          : fmt::format("<0x{:02X}>", byte));
  }
  return {};
}

}  // namespace ponder
