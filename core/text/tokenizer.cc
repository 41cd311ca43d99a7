#include "core/text/tokenizer.h"

#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/base/utf8.h"
#include "core/io/json_check.h"
#include "core/text/added_tokens.h"
#include "core/text/bpe.h"
#include "core/text/json_object.h"
#include "core/text/normalizer.h"
#include "core/text/post_processor.h"
#include "core/text/pretokenizer.h"
#include "core/text/token_decoder.h"

namespace ponder {

using nlohmann::json;

struct Tokenizer::Parts {
  struct Entry {
    std::string bytes;
    bool special = false;
  };

  Normalizer normalizer;
  Pretokenizer pretokenizer;
  Bpe bpe;
  TokenDecoder decoder;
  PostProcessor post_processor;
  AddedTokenMatcher raw_added;         // looked for in the text as it came
  AddedTokenMatcher normalized_added;  // looked for behind the normalizer
  std::unordered_map<std::string, TokenId> added_ids;
  std::vector<Entry> entries;  // by id

  static Result<Parts> Parse(const json& file, const std::string& where);
  void SetEntry(TokenId id, std::string bytes, bool special);
  void AddVocabulary(MatchWorkspace& workspace);
  void AddAddedTokens(std::vector<AddedToken> tokens, MatchWorkspace& workspace);

  // The buffers and the result of encoding one text.
  struct Encoding {
    MatchWorkspace match;
    Bpe::Workspace bpe;
    std::vector<TokenId> ids;
  };
  void EncodeText(std::string_view text, bool specials_as_text, Encoding& encoding) const;
  void EncodeBetween(std::string_view text, bool at_start, bool specials_as_text,
                     Encoding& encoding) const;
};

void Tokenizer::Parts::SetEntry(TokenId id, std::string bytes, bool special) {
  const auto index = static_cast<size_t>(id);
  if (index >= entries.size()) entries.resize(index + 1);
  entries[index] = {std::move(bytes), special};
}

void Tokenizer::Parts::AddVocabulary(MatchWorkspace& workspace) {
  for (const auto& [text, id] : bpe.vocabulary()) {
    SetEntry(id, decoder.Bytes(text, workspace), /*special=*/false);
  }
}

void Tokenizer::Parts::AddAddedTokens(std::vector<AddedToken> tokens, MatchWorkspace& workspace) {
  std::vector<AddedToken> raw;
  std::vector<AddedToken> normalized;
  for (AddedToken& token : tokens) {
    // Upstream gives a text that the vocabulary has the vocabulary's id.
    token.id = bpe.Find(token.content).value_or(token.id);
    added_ids.insert_or_assign(token.content, token.id);
    if (token.normalized) token.content = normalizer.Apply(token.content, workspace);
    SetEntry(token.id, decoder.Bytes(token.content, workspace), token.special);
    (token.normalized ? normalized : raw).push_back(std::move(token));
  }
  raw_added = AddedTokenMatcher(std::move(raw));
  normalized_added = AddedTokenMatcher(std::move(normalized));
}

Result<Tokenizer::Parts> Tokenizer::Parts::Parse(const json& file, const std::string& where) {
  const JsonObject object = TRY(JsonObject::From(file, where, ""));
  const JsonObject model = TRY(object.Object("model"));
  Parts parts;
  parts.normalizer = TRY(Normalizer::Parse(object.Find("normalizer"), where));
  parts.pretokenizer = TRY(Pretokenizer::Parse(object.Find("pre_tokenizer"), where));
  parts.bpe = TRY(Bpe::Parse(model, parts.pretokenizer.byte_level()));
  parts.decoder = TRY(TokenDecoder::Parse(object.Find("decoder"), where));
  parts.post_processor = TRY(PostProcessor::Parse(object.Find("post_processor"), where));
  MatchWorkspace workspace;
  parts.AddVocabulary(workspace);
  parts.AddAddedTokens(TRY(ParseAddedTokens(object.Find("added_tokens"), where)), workspace);
  return parts;
}

// Text that holds no added token of the first pass.
void Tokenizer::Parts::EncodeBetween(std::string_view text, bool at_start, bool specials_as_text,
                                     Encoding& encoding) const {
  const std::string normal = normalizer.Apply(text, encoding.match);
  const Pretokenizer::Sink add = [&](std::string_view pretoken) {
    bpe.Encode(pretoken, encoding.bpe, encoding.ids);
  };
  for (const AddedTokenSegment& segment : normalized_added.Split(normal, specials_as_text)) {
    if (segment.token) {
      encoding.ids.push_back(*segment.token);
    } else {
      const bool first = at_start && segment.text.data() == normal.data();
      pretokenizer.Run(segment.text, first, encoding.match, add);
    }
  }
}

void Tokenizer::Parts::EncodeText(std::string_view text, bool specials_as_text,
                                  Encoding& encoding) const {
  for (const AddedTokenSegment& segment : raw_added.Split(text, specials_as_text)) {
    if (segment.token) {
      encoding.ids.push_back(*segment.token);
    } else {
      const bool first = segment.text.data() == text.data();
      EncodeBetween(segment.text, first, specials_as_text, encoding);
    }
  }
}

Result<Tokenizer> Tokenizer::Parse(std::string_view tokenizer_json, const std::string& where) {
  TRY(CheckJson(tokenizer_json, {}, where));
  try {
    const json file = json::parse(tokenizer_json);
    return Tokenizer(std::make_shared<const Parts>(TRY(Parts::Parse(file, where))));
  } catch (const json::exception& error) {
    return Fail(ErrorCode::kModel, where, "unexpected contents: {}", JsonReason(error.what()));
  }
}

std::vector<TokenId> Tokenizer::Encode(std::string_view text, bool add_special) const {
  Parts::Encoding encoding;
  if (add_special) encoding.ids = parts_->post_processor.before();
  parts_->EncodeText(ReplaceInvalidUtf8(text), /*specials_as_text=*/false, encoding);
  if (add_special) {
    const std::vector<TokenId>& behind = parts_->post_processor.behind();
    encoding.ids.insert(encoding.ids.end(), behind.begin(), behind.end());
  }
  return std::move(encoding.ids);
}

std::vector<TokenId> Tokenizer::EncodeAsText(std::string_view text) const {
  Parts::Encoding encoding;
  parts_->EncodeText(ReplaceInvalidUtf8(text), /*specials_as_text=*/true, encoding);
  return std::move(encoding.ids);
}

std::string Tokenizer::Decode(std::span<const TokenId> ids, bool skip_special) const {
  std::string bytes;
  for (TokenId id : ids) {
    if (!skip_special || !IsSpecial(id)) bytes += Piece(id);
  }
  const size_t spaces = std::min(bytes.find_first_not_of(' '), bytes.size());
  bytes.erase(0, std::min(spaces, parts_->decoder.leading_spaces()));
  return ReplaceInvalidUtf8(bytes);
}

std::string_view Tokenizer::Piece(TokenId id) const {
  if (id < 0 || static_cast<size_t>(id) >= size()) return {};
  return parts_->entries[static_cast<size_t>(id)].bytes;
}

bool Tokenizer::IsSpecial(TokenId id) const {
  return id >= 0 && static_cast<size_t>(id) < size() &&
         parts_->entries[static_cast<size_t>(id)].special;
}

std::optional<TokenId> Tokenizer::Find(std::string_view token_text) const {
  const auto added = parts_->added_ids.find(std::string(token_text));
  if (added != parts_->added_ids.end()) return added->second;
  return parts_->bpe.Find(token_text);
}

size_t Tokenizer::size() const { return parts_->entries.size(); }

}  // namespace ponder
