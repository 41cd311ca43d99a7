#include "core/text/added_tokens.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/bpe.h"
#include "core/text/json_object.h"
#include "core/text/unicode.h"

namespace ponder {
namespace {

constexpr size_t kMaxContentBytes = 1024;

uint8_t ByteAt(std::string_view text, size_t i) { return static_cast<uint8_t>(text[i]); }

bool TouchesWord(std::string_view before, std::string_view behind) {
  return (!before.empty() && IsWordCharacter(LastCharacter(before))) ||
         (!behind.empty() && IsWordCharacter(DecodeUtf8(behind).code_point));
}

Result<AddedToken> ParseAddedToken(const JsonObject& object) {
  AddedToken token;
  token.content = TRY(object.Text("content"));
  if (token.content.size() > kMaxContentBytes) {
    return object.Wrong("content", "want at most {} bytes, found {}", kMaxContentBytes,
                        token.content.size());
  }
  const int64_t id = TRY(object.IntegerOr("id", -1));
  if (id < 0 || id >= Bpe::kMaxTokens) {
    return object.Wrong("id", "want an id from 0 to {}, found {}", Bpe::kMaxTokens - 1, id);
  }
  token.id = static_cast<TokenId>(id);
  token.special = TRY(object.FlagOr("special", false));
  token.normalized = TRY(object.FlagOr("normalized", !token.special));
  token.single_word = TRY(object.FlagOr("single_word", false));
  token.strip_left = TRY(object.FlagOr("lstrip", false));
  token.strip_right = TRY(object.FlagOr("rstrip", false));
  return token;
}

}  // namespace

AddedTokenMatcher::AddedTokenMatcher(std::vector<AddedToken> tokens) : tokens_(std::move(tokens)) {
  std::erase_if(tokens_, [](const AddedToken& token) { return token.content.empty(); });
  std::ranges::stable_sort(tokens_, {}, &AddedToken::content);
  for (const AddedToken& token : tokens_) first_bytes_[ByteAt(token.content, 0)] = true;
}

// Narrows the sorted tokens to those that agree with `text` so far, one byte at a time.
const AddedToken* AddedTokenMatcher::LongestAt(std::string_view text) const {
  if (!first_bytes_[ByteAt(text, 0)]) return nullptr;
  const AddedToken* longest = nullptr;
  auto begin = tokens_.begin();
  auto end = tokens_.end();
  for (size_t i = 0; i < text.size() && begin != end; ++i) {
    const auto byte_of = [i](const AddedToken& token) {
      return token.content.size() > i ? int{ByteAt(token.content, i)} : -1;
    };
    const int byte = ByteAt(text, i);
    begin = std::partition_point(begin, end, [&](const auto& t) { return byte_of(t) < byte; });
    end = std::partition_point(begin, end, [&](const auto& t) { return byte_of(t) == byte; });
    if (begin != end && begin->content.size() == i + 1) longest = &*begin;
  }
  return longest;
}

std::vector<AddedTokenSegment> AddedTokenMatcher::Split(std::string_view text,
                                                        bool specials_as_text) const {
  std::vector<AddedTokenSegment> segments;
  size_t text_begin = 0;  // of what no segment has yet
  size_t pos = 0;
  while (pos < text.size()) {
    const AddedToken* token = LongestAt(text.substr(pos));
    if (token == nullptr) {
      ++pos;
      continue;
    }
    size_t begin = pos;
    size_t end = pos + token->content.size();
    pos = end;
    if (token->special && specials_as_text) continue;
    if (token->single_word && TouchesWord(text.substr(0, begin), text.substr(end))) continue;
    if (token->strip_left) {
      begin -= TrailingBytes(text.substr(text_begin, begin - text_begin), IsWhiteSpace);
    }
    if (token->strip_right) end += LeadingBytes(text.substr(end), IsWhiteSpace);
    if (begin > text_begin) segments.push_back({text.substr(text_begin, begin - text_begin), {}});
    segments.push_back({text.substr(begin, end - begin), token->id});
    text_begin = pos = end;
  }
  if (text_begin < text.size()) segments.push_back({text.substr(text_begin), {}});
  return segments;
}

Result<std::vector<AddedToken>> ParseAddedTokens(const nlohmann::json* field,
                                                 const std::string& where) {
  std::vector<AddedToken> tokens;
  if (field == nullptr) return tokens;
  if (!field->is_array()) return Fail(ErrorCode::kModel, where, "added_tokens: want an array");
  for (size_t i = 0; i < field->size(); ++i) {
    const JsonObject object =
        TRY(JsonObject::From((*field)[i], where, fmt::format("added_tokens[{}]", i)));
    tokens.push_back(TRY(ParseAddedToken(object)));
  }
  return tokens;
}

}  // namespace ponder
