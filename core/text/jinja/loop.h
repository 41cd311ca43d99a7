// {% for %} and the variable "loop" in it.
//
// Thread rule: the statement is immutable; a Loop belongs to one rendering.
#pragma once

#include <vector>

#include "core/text/jinja/statement.h"

namespace ponder::jinja {

class Loop;

class For : public Statement {
 public:
  struct Parts {
    Target target;
    ExpressionPtr iterable;
    ExpressionPtr condition;  // items that fail it are left out; may be null
    bool recursive = false;   // loop(...) runs the body on other items
    Body body;
    Body otherwise;  // when there was no item
  };
  For(int line, Parts parts) : Statement(line), parts_(std::move(parts)) {}
  Result<Flow> Execute(Interpreter& in) const override;

  // One run over `items`; `depth` counts recursions.
  Result<Flow> Run(Interpreter& in, std::vector<Value> items, int64_t depth) const;
  // The items of `iterable` that the condition lets through.
  Result<std::vector<Value>> Select(Interpreter& in, const Value& iterable) const;
  bool recursive() const { return parts_.recursive; }

 private:
  Status RunBody(Interpreter& in, Loop& loop) const;

  const Parts parts_;
};

// loop.index and the like.
class Loop : public Callable {
 public:
  Loop(const For& statement, Scope* outer, std::vector<Value> items, int64_t depth)
      : statement_(&statement),
        outer_(outer),
        items_(std::move(items)),
        length_(items_.size()),
        depth0_(depth) {}

  Result<Value> Call(Interpreter& in, const Arguments& arguments) override;
  Result<std::optional<Value>> Attribute(Interpreter& in, std::string_view name) override;
  const char* type_name() const override { return "LoopContext"; }

  const std::vector<Value>& items() const { return items_; }
  void MoveTo(size_t index) { index0_ = index; }
  // The loop is over: whoever still holds it sees the numbers of the last round only.
  void DropItems() { items_ = std::vector<Value>(); }  // = {} would keep the memory

  // The methods.
  Result<Value> Cycle(const std::vector<Value>& choices) const;
  Result<Value> Changed(Interpreter& in, const std::vector<Value>& values);

 private:
  std::optional<Value> Position(std::string_view name) const;

  const For* statement_;
  Scope* outer_;  // around the statement
  std::vector<Value> items_;
  const size_t length_;
  const int64_t depth0_;
  size_t index0_ = 0;
  std::optional<std::vector<Value>> last_changed_;  // what Changed saw last
};

}  // namespace ponder::jinja
