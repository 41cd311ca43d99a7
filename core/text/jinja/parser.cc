#include "core/text/jinja/parser.h"

#include <algorithm>
#include <initializer_list>

#include "core/text/jinja/expression_parser.h"
#include "core/text/jinja/limits.h"
#include "core/text/jinja/loop.h"
#include "core/text/jinja/macro.h"

namespace ponder::jinja {
namespace {

using Kind = Token::Kind;
using StatementPtr = std::unique_ptr<const Statement>;
using Place = ExpressionParser::Place;

class StatementParser {
 public:
  explicit StatementParser(std::vector<Token> tokens)
      : tokens_(std::move(tokens)), expressions_(tokens_) {}

  Result<ParsedTemplate> Parse();

 private:
  using Words = std::initializer_list<std::string_view>;
  using Method = Result<StatementPtr> (StatementParser::*)(int line);
  struct Tag {
    std::string_view word;
    Method parse;
  };
  static const Tag kTags[];

  // Statements up to one of the end words, which is left for the caller to take; none: to the end.
  Result<Body> ParseBody(Words ends);
  // Behind the head of a block: "%}", the statements, and the end word, which is returned.
  Result<Body> ParseBlock(Words ends, std::string* end = nullptr);
  Result<StatementPtr> ParseOutput();
  Result<StatementPtr> ParseTag();

  Result<StatementPtr> ParseIf(int line);
  Result<StatementPtr> ParseFor(int line);
  Result<StatementPtr> ParseSet(int line);
  Result<StatementPtr> ParseWith(int line);
  Result<StatementPtr> ParseMacro(int line);
  Result<StatementPtr> ParseCall(int line);
  Result<StatementPtr> ParseFilterBlock(int line);
  Result<StatementPtr> ParseGeneration(int line);
  Result<StatementPtr> ParseBreak(int line) { return ParseJump(line, Flow::kBreak); }
  Result<StatementPtr> ParseContinue(int line) { return ParseJump(line, Flow::kContinue); }
  Result<StatementPtr> ParsePrint(int line);

  Result<StatementPtr> ParseJump(int line, Flow flow);
  Result<Target> ParseTarget(bool attributes);
  Result<Target> ParseOneTarget(bool attributes);
  Status ParseParameters(MacroParts& parts);
  // The body of a macro or call block, which no break leaves.
  Status ParseMacroBody(MacroParts& parts, std::string_view end);

  TokenStream tokens_;
  ExpressionParser expressions_;
  int loops_ = 0;  // around the current place, within its macro
};

const StatementParser::Tag StatementParser::kTags[] = {
    {"if", &StatementParser::ParseIf},
    {"for", &StatementParser::ParseFor},
    {"set", &StatementParser::ParseSet},
    {"with", &StatementParser::ParseWith},
    {"macro", &StatementParser::ParseMacro},
    {"call", &StatementParser::ParseCall},
    {"filter", &StatementParser::ParseFilterBlock},
    {"generation", &StatementParser::ParseGeneration},
    {"break", &StatementParser::ParseBreak},
    {"continue", &StatementParser::ParseContinue},
    {"print", &StatementParser::ParsePrint}};

Result<ParsedTemplate> StatementParser::Parse() {
  ParsedTemplate parsed;
  parsed.body = TRY(ParseBody({}));
  const std::vector<std::string>& names = expressions_.names_read();
  parsed.names.insert(names.begin(), names.end());
  return parsed;
}

Result<Body> StatementParser::ParseBody(Words ends) {
  const ExpressionParser::Nesting nesting(expressions_);
  TRY(nesting.Check());
  Body body;
  while (!tokens_.Is(Kind::kEnd)) {
    expressions_.BeginTag();
    if (tokens_.Is(Kind::kData)) {
      const Token data = tokens_.Take();
      body.push_back(std::make_unique<Literal>(data.line, data.text));
    } else if (tokens_.Is(Kind::kVariableBegin)) {
      body.push_back(TRY(ParseOutput()));
    } else {
      TRY(tokens_.Expect(Kind::kBlockBegin));
      if (std::ranges::any_of(ends, [&](auto word) { return tokens_.IsName(word); })) return body;
      body.push_back(TRY(ParseTag()));
      TRY(tokens_.Expect(Kind::kBlockEnd));
    }
  }
  if (ends.size() > 0) return tokens_.Unexpected("'" + std::string(*ends.begin()) + "'");
  return body;
}

Result<Body> StatementParser::ParseBlock(Words ends, std::string* end) {
  tokens_.SkipOperator(":");
  TRY(tokens_.Expect(Kind::kBlockEnd));
  Body body = TRY(ParseBody(ends));
  const Token word = tokens_.Take();
  if (end != nullptr) *end = word.text;
  return body;
}

Result<StatementPtr> StatementParser::ParseOutput() {
  const int line = tokens_.Take().line;
  ExpressionPtr expression = TRY(expressions_.ParseTuple(Place::kAnywhere));
  TRY(tokens_.Expect(Kind::kVariableEnd));
  return std::make_unique<Output>(line, std::move(expression));
}

Result<StatementPtr> StatementParser::ParseTag() {
  const Token word = tokens_.Take();
  for (const Tag& tag : kTags) {
    if (word.IsName(tag.word)) return (this->*tag.parse)(word.line);
  }
  return WrongAt(word.line, "unknown or misplaced tag '{}'", word.text);
}

Result<StatementPtr> StatementParser::ParseIf(int line) {
  std::vector<If::Branch> branches;
  Body otherwise;
  std::string end = "elif";
  while (end == "elif") {
    ExpressionPtr condition = TRY(expressions_.ParseTuple(Place::kHead));
    branches.emplace_back(std::move(condition), TRY(ParseBlock({"endif", "else", "elif"}, &end)));
  }
  if (end == "else") otherwise = TRY(ParseBlock({"endif"}));
  return std::make_unique<If>(line, std::move(branches), std::move(otherwise));
}

Result<StatementPtr> StatementParser::ParseFor(int line) {
  For::Parts parts;
  parts.target = TRY(ParseTarget(/*attributes=*/false));
  TRY(tokens_.ExpectName("in"));
  parts.iterable = TRY(expressions_.ParseTuple(Place::kHead));
  if (tokens_.SkipName("if")) parts.condition = TRY(expressions_.ParseExpression());
  parts.recursive = tokens_.SkipName("recursive");
  std::string end;
  ++loops_;
  parts.body = TRY(ParseBlock({"endfor", "else"}, &end));
  --loops_;
  if (end == "else") parts.otherwise = TRY(ParseBlock({"endfor"}));
  return std::make_unique<For>(line, std::move(parts));
}

Result<StatementPtr> StatementParser::ParseSet(int line) {
  Target target = TRY(ParseTarget(/*attributes=*/true));
  if (tokens_.SkipOperator("=")) {
    return std::make_unique<Set>(line, std::move(target),
                                 TRY(expressions_.ParseTuple(Place::kAnywhere)));
  }
  auto filter = TRY(expressions_.ParseBlockFilters(/*starts_inline=*/false));
  return std::make_unique<SetBlock>(line, std::move(target), std::move(filter),
                                    TRY(ParseBlock({"endset"})));
}

Result<StatementPtr> StatementParser::ParseWith(int line) {
  std::vector<With::Assignment> assignments;
  while (!tokens_.Is(Kind::kBlockEnd)) {
    if (!assignments.empty()) TRY(tokens_.ExpectOperator(","));
    Target target = TRY(ParseTarget(/*attributes=*/false));
    TRY(tokens_.ExpectOperator("="));
    assignments.emplace_back(std::move(target), TRY(expressions_.ParseExpression()));
  }
  return std::make_unique<With>(line, std::move(assignments), TRY(ParseBlock({"endwith"})));
}

Result<Target> StatementParser::ParseOneTarget(bool attributes) {
  if (tokens_.SkipOperator("(")) {
    Target target = TRY(ParseTarget(attributes));
    TRY(tokens_.ExpectOperator(")"));
    return target;
  }
  Target target;
  target.name = TRY(tokens_.TakeName());
  for (std::string_view constant : {"true", "false", "none", "True", "False", "None"}) {
    if (target.name == constant) return tokens_.Unexpected("a name that can be assigned to");
  }
  if (attributes && tokens_.SkipOperator(".")) target.attribute = TRY(tokens_.TakeName());
  return target;
}

Result<Target> StatementParser::ParseTarget(bool attributes) {
  const ExpressionParser::Nesting nesting(expressions_);
  TRY(nesting.Check());
  Target first = TRY(ParseOneTarget(attributes));
  if (!tokens_.IsOperator(",")) return first;
  Target several;
  several.targets.push_back(std::move(first));
  while (tokens_.SkipOperator(",")) {
    if (tokens_.IsOperator(")")) break;
    several.targets.push_back(TRY(ParseOneTarget(attributes)));
  }
  return several;
}

Status StatementParser::ParseParameters(MacroParts& parts) {
  TRY(tokens_.ExpectOperator("("));
  while (!tokens_.IsOperator(")")) {
    MacroParts::Parameter parameter;
    parameter.name = TRY(tokens_.TakeName());
    if (tokens_.SkipOperator("=")) {
      parameter.fallback = TRY(expressions_.ParseExpression());
    } else if (!parts.parameters.empty() && parts.parameters.back().fallback != nullptr) {
      return tokens_.Unexpected("a default value, as the parameter before has one");
    }
    parts.parameters.push_back(std::move(parameter));
    if (!tokens_.SkipOperator(",")) break;
  }
  return tokens_.ExpectOperator(")");
}

Status StatementParser::ParseMacroBody(MacroParts& parts, std::string_view end) {
  const size_t first_name = expressions_.names_read().size();
  const int loops = std::exchange(loops_, 0);
  parts.body = TRY(ParseBlock({end}));
  loops_ = loops;
  const std::vector<std::string>& names = expressions_.names_read();
  const auto uses = [&](std::string_view name) {
    return std::find(names.begin() + static_cast<ptrdiff_t>(first_name), names.end(), name) !=
           names.end();
  };
  parts.uses_caller = uses("caller");
  parts.uses_more_positional = uses("varargs");
  parts.uses_more_keywords = uses("kwargs");
  return {};
}

Result<StatementPtr> StatementParser::ParseMacro(int line) {
  MacroParts parts;
  parts.name = TRY(tokens_.TakeName());
  TRY(ParseParameters(parts));
  TRY(ParseMacroBody(parts, "endmacro"));
  return std::make_unique<MacroDefinition>(line, std::move(parts));
}

Result<StatementPtr> StatementParser::ParseCall(int line) {
  MacroParts parts;
  parts.name = "caller";
  if (tokens_.IsOperator("(")) TRY(ParseParameters(parts));
  auto call = TRY(expressions_.ParseCall());
  TRY(ParseMacroBody(parts, "endcall"));
  return std::make_unique<CallBlock>(line, std::move(call), std::move(parts));
}

Result<StatementPtr> StatementParser::ParseFilterBlock(int line) {
  auto filter = TRY(expressions_.ParseBlockFilters(/*starts_inline=*/true));
  return std::make_unique<FilterBlock>(line, std::move(filter), TRY(ParseBlock({"endfilter"})));
}

Result<StatementPtr> StatementParser::ParseGeneration(int line) {
  const int loops = std::exchange(loops_, 0);
  Body body = TRY(ParseBlock({"endgeneration"}));
  loops_ = loops;
  return std::make_unique<Generation>(line, std::move(body));
}

Result<StatementPtr> StatementParser::ParseJump(int line, Flow flow) {
  if (loops_ == 0) return WrongAt(line, "'break' or 'continue' outside of a loop");
  return std::make_unique<Jump>(line, flow);
}

Result<StatementPtr> StatementParser::ParsePrint(int line) {
  std::vector<ExpressionPtr> parts;
  while (!tokens_.Is(Kind::kBlockEnd)) {
    if (!parts.empty()) TRY(tokens_.ExpectOperator(","));
    parts.push_back(TRY(expressions_.ParseExpression()));
  }
  return std::make_unique<Output>(line, std::make_unique<Concatenation>(line, std::move(parts)));
}

}  // namespace

Result<ParsedTemplate> ParseTemplate(std::string_view source) {
  if (source.size() > kMaxTemplateBytes) {
    return Wrong("want a template of at most {} bytes, found {}", kMaxTemplateBytes, source.size());
  }
  return StatementParser(TRY(Tokenize(source))).Parse();
}

}  // namespace ponder::jinja
