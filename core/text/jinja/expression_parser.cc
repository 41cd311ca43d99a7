#include "core/text/jinja/expression_parser.h"

#include "core/text/jinja/limits.h"
#include "core/text/jinja/number_text.h"

namespace ponder::jinja {

using Kind = Token::Kind;

Status ExpressionParser::Nesting::Check() const {
  if (parser_->depth_ <= kMaxParseDepth) return {};
  return WrongAt(parser_->tokens_->line(), "nested deeper than {}", kMaxParseDepth);
}

// A chain of links is a tree as deep as the chain is long.
Status ExpressionParser::CountLink() {
  if (++links_ <= kMaxLinksPerTag) return {};
  return WrongAt(tokens_->line(), "more than {} operations in one tag", kMaxLinksPerTag);
}

bool ExpressionParser::AtTupleEnd() const {
  return tokens_->Is(Kind::kVariableEnd) || tokens_->Is(Kind::kBlockEnd) ||
         tokens_->IsOperator(")");
}

Result<ExpressionPtr> ExpressionParser::ParseTuple(Place place) {
  const int line = tokens_->line();
  std::vector<ExpressionPtr> items;
  bool is_tuple = false;
  while (!AtTupleEnd()) {
    items.push_back(TRY(place == Place::kAnywhere ? ParseConditional() : ParseOr()));
    if (!tokens_->SkipOperator(",")) break;
    is_tuple = true;
  }
  if (is_tuple) {
    return std::make_unique<Display>(line, Display::Kind::kTuple, std::move(items));
  }
  if (items.empty()) return tokens_->Unexpected("an expression");
  return std::move(items[0]);
}

Result<ExpressionPtr> ExpressionParser::ParseConditional() {
  const Nesting nesting(*this);
  TRY(nesting.Check());
  ExpressionPtr value = TRY(ParseOr());
  while (tokens_->IsName("if")) {
    const int line = tokens_->Take().line;
    TRY(CountLink());
    ExpressionPtr condition = TRY(ParseOr());
    ExpressionPtr other;
    if (tokens_->SkipName("else")) other = TRY(ParseConditional());
    value = std::make_unique<Conditional>(line, std::move(condition), std::move(value),
                                          std::move(other));
  }
  return value;
}

Result<ExpressionPtr> ExpressionParser::ParseLogic(std::string_view word, bool is_and,
                                                   Level operand) {
  const int line = tokens_->line();
  ExpressionPtr first = TRY((this->*operand)());
  if (!tokens_->IsName(word)) return first;
  std::vector<ExpressionPtr> operands;
  operands.push_back(std::move(first));
  while (tokens_->SkipName(word)) operands.push_back(TRY((this->*operand)()));
  return std::make_unique<Logic>(line, is_and, std::move(operands));
}

Result<ExpressionPtr> ExpressionParser::ParseOr() {
  return ParseLogic("or", /*is_and=*/false, &ExpressionParser::ParseAnd);
}

Result<ExpressionPtr> ExpressionParser::ParseAnd() {
  return ParseLogic("and", /*is_and=*/true, &ExpressionParser::ParseNot);
}

Result<ExpressionPtr> ExpressionParser::ParseNot() {
  if (!tokens_->IsName("not")) return ParseComparison();
  const Nesting nesting(*this);
  TRY(nesting.Check());
  const int line = tokens_->Take().line;
  return std::make_unique<Not>(line, TRY(ParseNot()));
}

bool ExpressionParser::TakeRelation(Comparison::Relation& relation) {
  using Relation = Comparison::Relation;
  struct Spelling {
    std::string_view symbol;
    Relation relation;
  };
  constexpr Spelling kSpellings[] = {{"==", Relation::kEqual},  {"!=", Relation::kUnequal},
                                     {"<", Relation::kLess},    {"<=", Relation::kLessOrEqual},
                                     {">", Relation::kGreater}, {">=", Relation::kGreaterOrEqual}};
  for (const Spelling& spelling : kSpellings) {
    if (!tokens_->SkipOperator(spelling.symbol)) continue;
    relation = spelling.relation;
    return true;
  }
  if (tokens_->SkipName("in")) {
    relation = Relation::kIn;
    return true;
  }
  if (!tokens_->IsName("not") || !tokens_->next().IsName("in")) return false;
  tokens_->Take();
  tokens_->Take();
  relation = Relation::kNotIn;
  return true;
}

Result<ExpressionPtr> ExpressionParser::ParseComparison() {
  const int line = tokens_->line();
  ExpressionPtr first = TRY(ParseSum());
  std::vector<Comparison::Operation> rest;
  Comparison::Relation relation;
  while (TakeRelation(relation)) rest.emplace_back(relation, TRY(ParseSum()));
  if (rest.empty()) return first;
  return std::make_unique<Comparison>(line, std::move(first), std::move(rest));
}

Result<ExpressionPtr> ExpressionParser::ParseArithmetic(std::initializer_list<Symbol> symbols,
                                                        Level operand) {
  const int line = tokens_->line();
  ExpressionPtr first = TRY((this->*operand)());
  std::vector<Arithmetic::Operation> rest;
  bool found = true;
  while (found) {
    found = false;
    for (const Symbol& symbol : symbols) {
      if (!tokens_->SkipOperator(symbol.symbol)) continue;
      rest.emplace_back(symbol.op, TRY((this->*operand)()));
      found = true;
      break;
    }
  }
  if (rest.empty()) return first;
  return std::make_unique<Arithmetic>(line, std::move(first), std::move(rest));
}

Result<ExpressionPtr> ExpressionParser::ParseSum() {
  return ParseArithmetic({{"+", Operator::kAdd}, {"-", Operator::kSubtract}},
                         &ExpressionParser::ParseConcatenation);
}

Result<ExpressionPtr> ExpressionParser::ParseConcatenation() {
  const int line = tokens_->line();
  ExpressionPtr first = TRY(ParseProduct());
  if (!tokens_->IsOperator("~")) return first;
  std::vector<ExpressionPtr> parts;
  parts.push_back(std::move(first));
  while (tokens_->SkipOperator("~")) parts.push_back(TRY(ParseProduct()));
  return std::make_unique<Concatenation>(line, std::move(parts));
}

Result<ExpressionPtr> ExpressionParser::ParseProduct() {
  return ParseArithmetic({{"*", Operator::kMultiply},
                          {"/", Operator::kDivide},
                          {"//", Operator::kFloorDivide},
                          {"%", Operator::kModulo}},
                         &ExpressionParser::ParsePower);
}

Result<ExpressionPtr> ExpressionParser::ParsePower() {
  return ParseArithmetic({{"**", Operator::kPower}}, &ExpressionParser::ParseUnary);
}

// A sign binds closer than a filter: -1 | abs is (-1) | abs.
Result<ExpressionPtr> ExpressionParser::ParseSigned(bool filters) {
  const Nesting nesting(*this);
  TRY(nesting.Check());
  ExpressionPtr value;
  if (tokens_->IsOperator("-") || tokens_->IsOperator("+")) {
    const Token sign = tokens_->Take();
    value =
        std::make_unique<Sign>(sign.line, sign.text == "-", TRY(ParseSigned(/*filters=*/false)));
  } else {
    value = TRY(ParsePrimary());
  }
  value = TRY(ParsePostfixes(std::move(value)));
  return filters ? ParseFilters(std::move(value)) : std::move(value);
}

Result<ExpressionPtr> ExpressionParser::ParsePrimary() {
  switch (tokens_->current().kind) {
    case Kind::kName:
      return ParseName();
    case Kind::kString:
      return ParseString();
    case Kind::kInteger:
    case Kind::kFloat:
      return ParseNumber();
    default:
      break;
  }
  if (tokens_->IsOperator("(")) return ParseParentheses();
  if (tokens_->IsOperator("[")) return ParseList();
  if (tokens_->IsOperator("{")) return ParseDict();
  return tokens_->Unexpected("an expression");
}

Result<ExpressionPtr> ExpressionParser::ParseName() {
  const Token token = tokens_->Take();
  const auto constant = [&](Value value) -> ExpressionPtr {
    return std::make_unique<Constant>(token.line, value);
  };
  if (token.text == "true" || token.text == "True") return constant(true);
  if (token.text == "false" || token.text == "False") return constant(false);
  if (token.text == "none" || token.text == "None") return constant(None{});
  names_read_.push_back(token.text);
  return std::make_unique<Name>(token.line, token.text);
}

Result<ExpressionPtr> ExpressionParser::ParseNumber() {
  const Token token = tokens_->Take();
  if (token.kind == Kind::kFloat) {
    return std::make_unique<Constant>(token.line, ParseFloat(token.text).value_or(0));
  }
  const auto integer = ParseInteger(token.text, 0);
  if (!integer) return WrongAt(token.line, "the integer {} is too large", token.text);
  return std::make_unique<Constant>(token.line, *integer);
}

// Neighbouring strings are one.
Result<ExpressionPtr> ExpressionParser::ParseString() {
  const int line = tokens_->line();
  std::string text;
  while (tokens_->Is(Kind::kString)) text += tokens_->Take().text;
  return std::make_unique<StringConstant>(line, std::move(text));
}

Result<ExpressionPtr> ExpressionParser::ParseParentheses() {
  const int line = tokens_->Take().line;
  if (tokens_->SkipOperator(")")) {
    return std::make_unique<Display>(line, Display::Kind::kTuple, std::vector<ExpressionPtr>());
  }
  ExpressionPtr inner = TRY(ParseTuple(Place::kAnywhere));
  TRY(tokens_->ExpectOperator(")"));
  return inner;
}

Result<ExpressionPtr> ExpressionParser::ParseList() {
  const int line = tokens_->Take().line;
  std::vector<ExpressionPtr> items;
  while (!tokens_->IsOperator("]")) {
    items.push_back(TRY(ParseExpression()));
    if (!tokens_->SkipOperator(",")) break;
  }
  TRY(tokens_->ExpectOperator("]"));
  return std::make_unique<Display>(line, Display::Kind::kList, std::move(items));
}

Result<ExpressionPtr> ExpressionParser::ParseDict() {
  const int line = tokens_->Take().line;
  std::vector<DictDisplay::Entry> entries;
  while (!tokens_->IsOperator("}")) {
    ExpressionPtr key = TRY(ParseExpression());
    TRY(tokens_->ExpectOperator(":"));
    ExpressionPtr value = TRY(ParseExpression());
    entries.emplace_back(std::move(key), std::move(value));
    if (!tokens_->SkipOperator(",")) break;
  }
  TRY(tokens_->ExpectOperator("}"));
  return std::make_unique<DictDisplay>(line, std::move(entries));
}

}  // namespace ponder::jinja
