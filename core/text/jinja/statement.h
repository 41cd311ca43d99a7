// The statements of a template as a tree that executes itself.
//
// Thread rule: immutable, any thread; each rendering has its own Interpreter.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/text/jinja/expression.h"
#include "core/text/jinja/interpreter.h"

namespace ponder::jinja {

class Statement {
 public:
  explicit Statement(int line) : line_(line) {}
  virtual ~Statement() = default;
  // Through Interpreter::Execute only, which counts.
  virtual Result<Flow> Execute(Interpreter& in) const = 0;
  int line() const { return line_; }

 private:
  const int line_;
};

// What is assigned to: a name, an attribute of a namespace, or several targets.
struct Target {
  std::string name;             // empty for several
  std::string attribute;        // of the namespace `name`; empty for a plain name
  std::vector<Target> targets;  // of an unpacking

  Status Assign(Interpreter& in, const Value& value) const;
};

// Text between the tags.
class Literal : public Statement {
 public:
  Literal(int line, std::string text) : Statement(line), text_(std::move(text)) {}
  Result<Flow> Execute(Interpreter& in) const override;

 private:
  const std::string text_;
};

// {{ expression }}
class Output : public Statement {
 public:
  Output(int line, ExpressionPtr expression)
      : Statement(line), expression_(std::move(expression)) {}
  Result<Flow> Execute(Interpreter& in) const override;

 private:
  const ExpressionPtr expression_;
};

class If : public Statement {
 public:
  using Branch = std::pair<ExpressionPtr, Body>;
  If(int line, std::vector<Branch> branches, Body otherwise)
      : Statement(line), branches_(std::move(branches)), otherwise_(std::move(otherwise)) {}
  Result<Flow> Execute(Interpreter& in) const override;

 private:
  const std::vector<Branch> branches_;
  const Body otherwise_;
};

class Set : public Statement {
 public:
  Set(int line, Target target, ExpressionPtr value)
      : Statement(line), target_(std::move(target)), value_(std::move(value)) {}
  Result<Flow> Execute(Interpreter& in) const override;

 private:
  const Target target_;
  const ExpressionPtr value_;
};

// {% set target | filters %}body{% endset %}
class SetBlock : public Statement {
 public:
  SetBlock(int line, Target target, std::unique_ptr<const FilterOf> filter, Body body)
      : Statement(line),
        target_(std::move(target)),
        filter_(std::move(filter)),
        body_(std::move(body)) {}
  Result<Flow> Execute(Interpreter& in) const override;

 private:
  const Target target_;
  const std::unique_ptr<const FilterOf> filter_;  // may be null
  const Body body_;
};

class FilterBlock : public Statement {
 public:
  FilterBlock(int line, std::unique_ptr<const FilterOf> filter, Body body)
      : Statement(line), filter_(std::move(filter)), body_(std::move(body)) {}
  Result<Flow> Execute(Interpreter& in) const override;

 private:
  const std::unique_ptr<const FilterOf> filter_;
  const Body body_;
};

// {% with a = 1, b = 2 %}: the values are evaluated outside.
class With : public Statement {
 public:
  using Assignment = std::pair<Target, ExpressionPtr>;
  With(int line, std::vector<Assignment> assignments, Body body)
      : Statement(line), assignments_(std::move(assignments)), body_(std::move(body)) {}
  Result<Flow> Execute(Interpreter& in) const override;

 private:
  const std::vector<Assignment> assignments_;
  const Body body_;
};

// {% generation %}: a scope of its own, otherwise without effect here.
class Generation : public Statement {
 public:
  Generation(int line, Body body) : Statement(line), body_(std::move(body)) {}
  Result<Flow> Execute(Interpreter& in) const override;

 private:
  const Body body_;
};

class Jump : public Statement {
 public:
  Jump(int line, Flow flow) : Statement(line), flow_(flow) {}
  Result<Flow> Execute(Interpreter&) const override { return flow_; }

 private:
  const Flow flow_;
};

}  // namespace ponder::jinja
