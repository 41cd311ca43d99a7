// What follows a primary expression: attributes, subscripts, calls, filters, tests.
#include "core/text/jinja/expression_parser.h"
#include "core/text/jinja/limits.h"
#include "core/text/jinja/number_text.h"

namespace ponder::jinja {

using Kind = Token::Kind;

Result<ExpressionPtr> ExpressionParser::ParsePostfixes(ExpressionPtr object) {
  while (true) {
    const int line = tokens_->line();
    if (tokens_->IsOperator(".")) {
      object = TRY(ParseAttribute(std::move(object)));
    } else if (tokens_->IsOperator("[")) {
      object = TRY(ParseSubscript(std::move(object)));
    } else if (tokens_->IsOperator("(")) {
      object = std::make_unique<CallOf>(line, std::move(object), TRY(ParseArguments()));
    } else {
      return object;
    }
    TRY(CountLink());
  }
}

Result<ExpressionPtr> ExpressionParser::ParseFilters(ExpressionPtr input) {
  while (true) {
    const int line = tokens_->line();
    if (tokens_->SkipOperator("|")) {
      input = TRY(ParseFilter(std::move(input)));
    } else if (tokens_->IsName("is")) {
      input = TRY(ParseTest(std::move(input)));
    } else if (tokens_->IsOperator("(")) {
      input = std::make_unique<CallOf>(line, std::move(input), TRY(ParseArguments()));
    } else {
      return input;
    }
    TRY(CountLink());
  }
}

Result<ExpressionPtr> ExpressionParser::ParseAttribute(ExpressionPtr object) {
  const int line = tokens_->Take().line;
  if (tokens_->Is(Kind::kName)) {
    return std::make_unique<AttributeOf>(line, std::move(object), tokens_->Take().text);
  }
  if (!tokens_->Is(Kind::kInteger)) return tokens_->Unexpected("a name or a number");
  return std::make_unique<ElementOf>(line, std::move(object), TRY(ParseNumber()));
}

// One of the three bounds of a slice; null where it is left out.
Result<ExpressionPtr> ExpressionParser::ParseBound() {
  if (tokens_->IsOperator(":") || tokens_->IsOperator("]") || tokens_->IsOperator(",")) {
    return ExpressionPtr();
  }
  return ParseExpression();
}

Result<ExpressionPtr> ExpressionParser::ParseSubscript(ExpressionPtr object) {
  const int line = tokens_->Take().line;
  std::vector<ExpressionPtr> keys;
  while (!tokens_->IsOperator("]")) {
    ExpressionPtr start = TRY(ParseBound());
    if (tokens_->SkipOperator(":")) {
      SliceOf::Bounds bounds;
      bounds.start = std::move(start);
      bounds.stop = TRY(ParseBound());
      if (tokens_->SkipOperator(":")) bounds.step = TRY(ParseBound());
      TRY(tokens_->ExpectOperator("]"));
      return std::make_unique<SliceOf>(line, std::move(object), std::move(bounds));
    }
    if (start == nullptr) return tokens_->Unexpected("an expression");
    keys.push_back(std::move(start));
    if (!tokens_->SkipOperator(",")) break;
  }
  TRY(tokens_->ExpectOperator("]"));
  if (keys.size() == 1) {
    return std::make_unique<ElementOf>(line, std::move(object), std::move(keys[0]));
  }
  auto tuple = std::make_unique<Display>(line, Display::Kind::kTuple, std::move(keys));
  return std::make_unique<ElementOf>(line, std::move(object), std::move(tuple));
}

Status ExpressionParser::ParseArgument(CallArguments& arguments) {
  const auto invalid = [this] { return tokens_->Unexpected("another order of arguments"); };
  if (tokens_->SkipOperator("*")) {
    if (arguments.more_positional != nullptr || arguments.more_keywords != nullptr)
      return invalid();
    arguments.more_positional = TRY(ParseExpression());
  } else if (tokens_->SkipOperator("**")) {
    if (arguments.more_keywords != nullptr) return invalid();
    arguments.more_keywords = TRY(ParseExpression());
  } else if (tokens_->Is(Kind::kName) && tokens_->next().IsOperator("=")) {
    if (arguments.more_keywords != nullptr) return invalid();
    std::string name = tokens_->Take().text;
    tokens_->Take();
    arguments.keywords.emplace_back(std::move(name), TRY(ParseExpression()));
  } else {
    if (arguments.more_positional != nullptr || arguments.more_keywords != nullptr ||
        !arguments.keywords.empty()) {
      return invalid();
    }
    arguments.positional.push_back(TRY(ParseExpression()));
  }
  return {};
}

Result<CallArguments> ExpressionParser::ParseArguments() {
  CallArguments arguments;
  TRY(tokens_->ExpectOperator("("));
  while (!tokens_->IsOperator(")")) {
    TRY(ParseArgument(arguments));
    if (!tokens_->SkipOperator(",")) break;
  }
  TRY(tokens_->ExpectOperator(")"));
  return arguments;
}

Result<std::unique_ptr<const FilterOf>> ExpressionParser::ParseFilter(ExpressionPtr input) {
  const int line = tokens_->line();
  std::string name = TRY(tokens_->TakeName());
  CallArguments arguments;
  if (tokens_->IsOperator("(")) arguments = TRY(ParseArguments());
  return std::make_unique<FilterOf>(line, std::move(input), std::move(name), std::move(arguments));
}

Result<std::unique_ptr<const FilterOf>> ExpressionParser::ParseBlockFilters(bool starts_inline) {
  std::unique_ptr<const FilterOf> filter;
  if (starts_inline) filter = TRY(ParseFilter(nullptr));
  while (tokens_->SkipOperator("|")) {
    TRY(CountLink());
    filter = TRY(ParseFilter(std::move(filter)));
  }
  return filter;
}

// "x is divisibleby 3": one argument may stand without parentheses.
bool ExpressionParser::AtTestArgument() const {
  switch (tokens_->current().kind) {
    case Kind::kString:
    case Kind::kInteger:
    case Kind::kFloat:
      return true;
    case Kind::kName:
      return !tokens_->IsName("else") && !tokens_->IsName("or") && !tokens_->IsName("and");
    default:
      return tokens_->IsOperator("[") || tokens_->IsOperator("{");
  }
}

Result<ExpressionPtr> ExpressionParser::ParseTest(ExpressionPtr input) {
  const int line = tokens_->Take().line;
  const bool negated = tokens_->SkipName("not");
  std::string name = TRY(tokens_->TakeName());
  CallArguments arguments;
  if (tokens_->IsOperator("(")) {
    arguments = TRY(ParseArguments());
  } else if (AtTestArgument()) {
    if (tokens_->IsName("is")) return tokens_->Unexpected("no second test");
    arguments.positional.push_back(TRY(ParsePostfixes(TRY(ParsePrimary()))));
  }
  ExpressionPtr test =
      std::make_unique<TestOf>(line, std::move(input), std::move(name), std::move(arguments));
  if (!negated) return test;
  return std::make_unique<Not>(line, std::move(test));
}

Result<std::unique_ptr<const CallOf>> ExpressionParser::ParseCall() {
  ExpressionPtr expression = TRY(ParseExpression());
  if (dynamic_cast<const CallOf*>(expression.get()) == nullptr) {
    return tokens_->Unexpected("a call");
  }
  return std::unique_ptr<const CallOf>(static_cast<const CallOf*>(expression.release()));
}

}  // namespace ponder::jinja
