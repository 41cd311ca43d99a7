#include "core/text/jinja/token_stream.h"

namespace ponder::jinja {
namespace {

using Kind = Token::Kind;

std::string Describe(const Token& token) {
  switch (token.kind) {
    case Kind::kData:
      return "text";
    case Kind::kVariableBegin:
      return "'{{'";
    case Kind::kVariableEnd:
      return "'}}'";
    case Kind::kBlockBegin:
      return "'{%'";
    case Kind::kBlockEnd:
      return "'%}'";
    case Kind::kString:
      return "a string";
    case Kind::kEnd:
      return "the end of the template";
    default:
      return "'" + token.text + "'";
  }
}

std::string_view KindName(Kind kind) {
  switch (kind) {
    case Kind::kVariableEnd:
      return "'}}'";
    case Kind::kBlockEnd:
      return "'%}'";
    case Kind::kName:
      return "a name";
    default:
      return "something else";
  }
}

}  // namespace

tl::unexpected<Error> TokenStream::Unexpected(std::string_view want) const {
  return WrongAt(line(), "expected {}, found {}", want, Describe(current()));
}

Token TokenStream::Take() {
  const Token token = current();
  if (position_ + 1 < tokens_.size()) ++position_;
  return token;
}

bool TokenStream::SkipName(std::string_view name) {
  if (!IsName(name)) return false;
  Take();
  return true;
}

bool TokenStream::SkipOperator(std::string_view symbol) {
  if (!IsOperator(symbol)) return false;
  Take();
  return true;
}

Status TokenStream::ExpectOperator(std::string_view symbol) {
  if (!SkipOperator(symbol)) return Unexpected("'" + std::string(symbol) + "'");
  return {};
}

Status TokenStream::ExpectName(std::string_view name) {
  if (!SkipName(name)) return Unexpected("'" + std::string(name) + "'");
  return {};
}

Status TokenStream::Expect(Token::Kind kind) {
  if (!Is(kind)) return Unexpected(KindName(kind));
  Take();
  return {};
}

Result<std::string> TokenStream::TakeName() {
  if (!Is(Kind::kName)) return Unexpected("a name");
  return Take().text;
}

}  // namespace ponder::jinja
