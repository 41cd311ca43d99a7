// Tokenizer: text <-> token ids, as the tokenizer.json of a model says (Hugging Face format,
// byte-level BPE and its relatives). Equal to the `tokenizers` package on everything it accepts.
//
// Thread rule: immutable, any thread; copies share their tables.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/token.h"

namespace ponder {

class Tokenizer {
 public:
  // The text of tokenizer.json. `where` names the file in messages. Errors: kModel; what is not
  // supported is named together with what is.
  static Result<Tokenizer> Parse(std::string_view tokenizer_json, const std::string& where);

  // Invalid UTF-8 counts as U+FFFD. `add_special`: with the post-processor's tokens around the text
  // (usually the begin token). Time n log n in the length of the text.
  std::vector<TokenId> Encode(std::string_view text, bool add_special = false) const;
  // As Encode, but special tokens written in the text are plain text: for text of strangers.
  std::vector<TokenId> EncodeAsText(std::string_view text) const;

  // Broken UTF-8 becomes U+FFFD, ids without a token become nothing. `skip_special`: without the
  // special tokens.
  std::string Decode(std::span<const TokenId> ids, bool skip_special = false) const;

  // Raw bytes, not necessarily whole characters; empty for unknown ids. Lives as long as the
  // tokenizer or a copy of it.
  std::string_view Piece(TokenId id) const;
  bool IsSpecial(TokenId id) const;  // an added token that is marked special
  // An added token, or an entry of the vocabulary as the file writes it.
  std::optional<TokenId> Find(std::string_view token_text) const;
  size_t size() const;  // one more than the largest id

 private:
  struct Parts;
  explicit Tokenizer(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<const Parts> parts_;
};

}  // namespace ponder
