// TokenStream: the tokens of a template as a parser reads them.
//
// Thread rule: one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text/jinja/lexer.h"

namespace ponder::jinja {

class TokenStream {
 public:
  // The last token is kEnd; it is never passed.
  explicit TokenStream(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  const Token& current() const { return tokens_[position_]; }
  const Token& next() const { return tokens_[std::min(position_ + 1, tokens_.size() - 1)]; }
  int line() const { return current().line; }
  bool IsName(std::string_view name) const { return current().IsName(name); }
  bool IsOperator(std::string_view symbol) const { return current().IsOperator(symbol); }
  bool Is(Token::Kind kind) const { return current().kind == kind; }

  Token Take();
  bool SkipName(std::string_view name);
  bool SkipOperator(std::string_view symbol);
  Status ExpectOperator(std::string_view symbol);
  Status ExpectName(std::string_view name);
  Status Expect(Token::Kind kind);
  Result<std::string> TakeName();

  // An error about the current token.
  tl::unexpected<Error> Unexpected(std::string_view want) const;

 private:
  const std::vector<Token> tokens_;
  size_t position_ = 0;
};

}  // namespace ponder::jinja
