// ExpressionParser: the expressions of a template, by Jinja's grammar (jinja2/parser.py).
//
// Thread rule: one thread.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/jinja/expression.h"
#include "core/text/jinja/token_stream.h"

namespace ponder::jinja {

class ExpressionParser {
 public:
  explicit ExpressionParser(TokenStream& tokens) : tokens_(&tokens) {}

  Result<ExpressionPtr> ParseExpression() { return ParseConditional(); }
  // One expression, or several with commas: a tuple. In the head of a statement "if" ends it.
  enum class Place { kAnywhere, kHead };
  Result<ExpressionPtr> ParseTuple(Place place);
  // A whole chain of filters behind a block tag; they work on the block.
  Result<std::unique_ptr<const FilterOf>> ParseBlockFilters(bool starts_inline);
  // What stands behind {% call %}: it must end in a call.
  Result<std::unique_ptr<const CallOf>> ParseCall();

  // At the start of every tag.
  void BeginTag() { links_ = 0; }

  // Names of the variables read so far, in order.
  const std::vector<std::string>& names_read() const { return names_read_; }

  // Counts nesting for as long as it lives; `ok` tells whether there may be more.
  class Nesting {
   public:
    explicit Nesting(ExpressionParser& parser) : parser_(&parser) { ++parser.depth_; }
    ~Nesting() { --parser_->depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    Status Check() const;

   private:
    ExpressionParser* parser_;
  };

 private:
  using Level = Result<ExpressionPtr> (ExpressionParser::*)();
  struct Symbol {
    std::string_view symbol;
    Operator op;
  };

  Result<ExpressionPtr> ParseConditional();
  Result<ExpressionPtr> ParseLogic(std::string_view word, bool is_and, Level operand);
  Result<ExpressionPtr> ParseOr();
  Result<ExpressionPtr> ParseAnd();
  Result<ExpressionPtr> ParseNot();
  Result<ExpressionPtr> ParseComparison();
  Result<ExpressionPtr> ParseArithmetic(std::initializer_list<Symbol> symbols, Level operand);
  Result<ExpressionPtr> ParseSum();
  Result<ExpressionPtr> ParseConcatenation();
  Result<ExpressionPtr> ParseProduct();
  Result<ExpressionPtr> ParsePower();
  Result<ExpressionPtr> ParseUnary() { return ParseSigned(/*filters=*/true); }
  Result<ExpressionPtr> ParseSigned(bool filters);
  Result<ExpressionPtr> ParsePrimary();
  Result<ExpressionPtr> ParseName();
  Result<ExpressionPtr> ParseNumber();
  Result<ExpressionPtr> ParseString();
  Result<ExpressionPtr> ParseParentheses();
  Result<ExpressionPtr> ParseList();
  Result<ExpressionPtr> ParseDict();
  Result<ExpressionPtr> ParsePostfixes(ExpressionPtr object);
  Result<ExpressionPtr> ParseFilters(ExpressionPtr input);
  Result<ExpressionPtr> ParseAttribute(ExpressionPtr object);
  Result<ExpressionPtr> ParseSubscript(ExpressionPtr object);
  Result<ExpressionPtr> ParseBound();
  Result<std::unique_ptr<const FilterOf>> ParseFilter(ExpressionPtr input);
  Result<ExpressionPtr> ParseTest(ExpressionPtr input);
  Result<CallArguments> ParseArguments();
  Status ParseArgument(CallArguments& arguments);
  bool TakeRelation(Comparison::Relation& relation);
  bool AtTupleEnd() const;
  Status CountLink();
  bool AtTestArgument() const;

  TokenStream* tokens_;
  std::vector<std::string> names_read_;
  int depth_ = 0;
  size_t links_ = 0;  // in the current tag
};

}  // namespace ponder::jinja
