// The expressions of a template as a tree that evaluates itself.
//
// Thread rule: immutable, any thread; each rendering has its own Interpreter.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/native.h"
#include "core/text/jinja/operators.h"

namespace ponder::jinja {

class Expression {
 public:
  explicit Expression(int line) : line_(line) {}
  virtual ~Expression() = default;
  // Through Interpreter::Evaluate only, which counts.
  virtual Result<Value> Evaluate(Interpreter& in) const = 0;
  int line() const { return line_; }

 private:
  const int line_;
};
using ExpressionPtr = std::unique_ptr<const Expression>;

class Constant : public Expression {
 public:
  Constant(int line, Value value) : Expression(line), value_(value) {}
  Result<Value> Evaluate(Interpreter&) const override { return value_; }

 private:
  const Value value_;
};

class StringConstant : public Expression {
 public:
  StringConstant(int line, std::string text) : Expression(line), text_(std::move(text)) {}
  Result<Value> Evaluate(Interpreter&) const override { return Value::Of(text_); }

 private:
  const std::string text_;
};

class Name : public Expression {
 public:
  Name(int line, std::string name) : Expression(line), name_(std::move(name)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const std::string name_;
};

// [a, b] or (a, b).
class Display : public Expression {
 public:
  enum class Kind { kList, kTuple };
  Display(int line, Kind kind, std::vector<ExpressionPtr> items)
      : Expression(line), kind_(kind), items_(std::move(items)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const Kind kind_;
  const std::vector<ExpressionPtr> items_;
};

class DictDisplay : public Expression {
 public:
  using Entry = std::pair<ExpressionPtr, ExpressionPtr>;
  DictDisplay(int line, std::vector<Entry> entries)
      : Expression(line), entries_(std::move(entries)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const std::vector<Entry> entries_;
};

class AttributeOf : public Expression {
 public:
  AttributeOf(int line, ExpressionPtr object, std::string name)
      : Expression(line), object_(std::move(object)), name_(std::move(name)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const ExpressionPtr object_;
  const std::string name_;
};

class ElementOf : public Expression {
 public:
  ElementOf(int line, ExpressionPtr object, ExpressionPtr key)
      : Expression(line), object_(std::move(object)), key_(std::move(key)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const ExpressionPtr object_;
  const ExpressionPtr key_;
};

// object[start:stop:step]; any of the three may be null.
class SliceOf : public Expression {
 public:
  struct Bounds {
    ExpressionPtr start, stop, step;
  };
  SliceOf(int line, ExpressionPtr object, Bounds bounds)
      : Expression(line), object_(std::move(object)), bounds_(std::move(bounds)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const ExpressionPtr object_;
  const Bounds bounds_;
};

// What stands in the parentheses of a call.
struct CallArguments {
  std::vector<ExpressionPtr> positional;
  std::vector<std::pair<std::string, ExpressionPtr>> keywords;
  ExpressionPtr more_positional;  // *args, or null
  ExpressionPtr more_keywords;    // **kwargs, or null

  Result<Arguments> Evaluate(Interpreter& in) const;
};

class CallOf : public Expression {
 public:
  CallOf(int line, ExpressionPtr callee, CallArguments arguments)
      : Expression(line), callee_(std::move(callee)), arguments_(std::move(arguments)) {}
  Result<Value> Evaluate(Interpreter& in) const override { return EvaluateWith(in, nullptr); }
  // `caller`: passed on as the argument of that name, or null.
  Result<Value> EvaluateWith(Interpreter& in, Callable* caller) const;

 private:
  const ExpressionPtr callee_;
  const CallArguments arguments_;
};

// input | name(arguments). A null input is the text of a filter block.
class FilterOf : public Expression {
 public:
  FilterOf(int line, ExpressionPtr input, std::string name, CallArguments arguments);
  Result<Value> Evaluate(Interpreter& in) const override { return EvaluateOn(in, Value()); }
  // `block`: what the innermost filter of the chain works on if it has no input.
  Result<Value> EvaluateOn(Interpreter& in, Value block) const;

 private:
  const ExpressionPtr input_;
  const std::string name_;
  const Native* const native_;  // null if there is none of this name
  const CallArguments arguments_;
};

// input is name(arguments)
class TestOf : public Expression {
 public:
  TestOf(int line, ExpressionPtr input, std::string name, CallArguments arguments);
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const ExpressionPtr input_;
  const std::string name_;
  const Native* const native_;
  const CallArguments arguments_;
};

class Not : public Expression {
 public:
  Not(int line, ExpressionPtr operand) : Expression(line), operand_(std::move(operand)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const ExpressionPtr operand_;
};

// -x or +x.
class Sign : public Expression {
 public:
  Sign(int line, bool negative, ExpressionPtr operand)
      : Expression(line), negative_(negative), operand_(std::move(operand)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const bool negative_;
  const ExpressionPtr operand_;
};

// first op operand op operand ..., from the left.
class Arithmetic : public Expression {
 public:
  using Operation = std::pair<Operator, ExpressionPtr>;
  Arithmetic(int line, ExpressionPtr first, std::vector<Operation> rest)
      : Expression(line), first_(std::move(first)), rest_(std::move(rest)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const ExpressionPtr first_;
  const std::vector<Operation> rest_;
};

// a ~ b ~ c
class Concatenation : public Expression {
 public:
  Concatenation(int line, std::vector<ExpressionPtr> parts)
      : Expression(line), parts_(std::move(parts)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const std::vector<ExpressionPtr> parts_;
};

// a < b <= c: every neighbouring pair, until one fails.
class Comparison : public Expression {
 public:
  enum class Relation {
    kEqual,
    kUnequal,
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
    kIn,
    kNotIn
  };
  using Operation = std::pair<Relation, ExpressionPtr>;
  Comparison(int line, ExpressionPtr first, std::vector<Operation> rest)
      : Expression(line), first_(std::move(first)), rest_(std::move(rest)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

  static Result<bool> Holds(Interpreter& in, Relation relation, const Value& left,
                            const Value& right);

 private:
  const ExpressionPtr first_;
  const std::vector<Operation> rest_;
};

// a and b and c, or a or b or c: the operand that decides.
class Logic : public Expression {
 public:
  Logic(int line, bool is_and, std::vector<ExpressionPtr> operands)
      : Expression(line), is_and_(is_and), operands_(std::move(operands)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const bool is_and_;
  const std::vector<ExpressionPtr> operands_;
};

// value if condition else other; undefined where there is no other.
class Conditional : public Expression {
 public:
  Conditional(int line, ExpressionPtr condition, ExpressionPtr value, ExpressionPtr other)
      : Expression(line),
        condition_(std::move(condition)),
        value_(std::move(value)),
        other_(std::move(other)) {}
  Result<Value> Evaluate(Interpreter& in) const override;

 private:
  const ExpressionPtr condition_;
  const ExpressionPtr value_;
  const ExpressionPtr other_;  // may be null
};

}  // namespace ponder::jinja
