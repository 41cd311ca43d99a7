#include "core/text/jinja/interpreter.h"

#include "core/text/jinja/expression.h"
#include "core/text/jinja/statement.h"

namespace ponder::jinja {
namespace {

constexpr size_t kVariableBytes = 96;  // of one entry in a scope's table

}  // namespace

Status Interpreter::Spend(uint64_t steps) {
  if (steps > kMaxSteps - steps_) return Wrong("the template takes more than {} steps", kMaxSteps);
  steps_ += steps;
  return {};
}

Status Interpreter::Enter(int line) {
  if (depth_ >= kMaxEvaluationDepth) {
    return Wrong("the template nests evaluations deeper than {}", kMaxEvaluationDepth);
  }
  line_ = line;
  ++depth_;
  return Spend(1);
}

Result<Value> Interpreter::Evaluate(const Expression& expression) {
  TRY(Enter(expression.line()));
  Result<Value> value = expression.Evaluate(*this);
  --depth_;
  return value;
}

Result<Flow> Interpreter::Execute(const Body& body) {
  for (const auto& statement : body) {
    TRY(Enter(statement->line()));
    const Flow flow = TRY(statement->Execute(*this));
    --depth_;
    if (flow != Flow::kNext) return flow;
  }
  return Flow::kNext;
}

Result<Value> Interpreter::Call(const Value& callee, const Arguments& arguments) {
  if (callee.IsUndefined()) return Wrong("{}", MessageOf(callee.AsUndefined()));
  Callable* callable = callee.AsCallable();
  if (callable == nullptr || !callable->is_callable()) {
    return Wrong("'{}' object is not callable", TypeName(callee));
  }
  return callable->Call(*this, arguments);
}

Status Interpreter::Write(std::string_view text) {
  if (text.size() > kMaxOutputBytes - output_.size()) {
    return Wrong("the template writes more than {} MiB", kMaxOutputBytes >> 20);
  }
  output_ += text;
  return SpendFor(text);
}

Status Interpreter::Set(std::string_view name, Value value) {
  const auto [variable, inserted] = scope_->variables.insert_or_assign(name, value);
  return inserted ? heap_->Reserve(kVariableBytes) : Status();
}

void Interpreter::ClearScope() {
  heap_->Release(scope_->variables.size() * kVariableBytes);
  scope_->variables.clear();
}

}  // namespace ponder::jinja
