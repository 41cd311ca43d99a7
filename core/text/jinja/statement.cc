#include "core/text/jinja/statement.h"

#include "core/text/jinja/dict_entry.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/text_of.h"

namespace ponder::jinja {
namespace {

// `body` in a scope inside the current one.
Result<Flow> ExecuteInside(Interpreter& in, const Body& body) {
  const Interpreter::ScopeGuard guard(in, TRY(in.NewScope(in.scope())));
  return in.Execute(body);
}

Result<Interpreter::Captured> CaptureInside(Interpreter& in, const Body& body) {
  const Interpreter::ScopeGuard guard(in, TRY(in.NewScope(in.scope())));
  return in.Capture(body);
}

Status AssignAttribute(Interpreter& in, const Target& target, const Value& value) {
  const Value* object = in.scope()->Find(target.name);
  Namespace* space = object == nullptr ? nullptr : object->AsNamespace();
  if (space == nullptr) {
    return Wrong("cannot assign attribute '{}' of '{}', which is no namespace", target.attribute,
                 target.name);
  }
  if (target.attribute.starts_with('_')) {
    return Wrong("cannot assign '{}': attributes must not start with '_'", target.attribute);
  }
  return SetEntry(in, space->attributes, Value::Of(target.attribute), value);
}

}  // namespace

Status Target::Assign(Interpreter& in, const Value& value) const {
  if (!attribute.empty()) return AssignAttribute(in, *this, value);
  if (!name.empty()) return in.Set(name, value);
  const std::vector<Value> items = TRY(ItemsOf(in, value));
  if (items.size() != targets.size()) {
    return Wrong("want {} values to unpack, found {}", targets.size(), items.size());
  }
  for (size_t i = 0; i < items.size(); ++i) TRY(targets[i].Assign(in, items[i]));
  return {};
}

Result<Flow> Literal::Execute(Interpreter& in) const {
  TRY(in.Write(text_));
  return Flow::kNext;
}

Result<Flow> Output::Execute(Interpreter& in) const {
  const Value value = TRY(in.Evaluate(*expression_));
  TRY(in.Write(TRY(TextOf(in, value))));
  return Flow::kNext;
}

Result<Flow> If::Execute(Interpreter& in) const {
  for (const auto& [condition, body] : branches_) {
    if (IsTrue(TRY(in.Evaluate(*condition)))) return in.Execute(body);
  }
  return in.Execute(otherwise_);
}

Result<Flow> Set::Execute(Interpreter& in) const {
  TRY(target_.Assign(in, TRY(in.Evaluate(*value_))));
  return Flow::kNext;
}

Result<Flow> SetBlock::Execute(Interpreter& in) const {
  auto [flow, text] = TRY(CaptureInside(in, body_));
  if (flow != Flow::kNext) return flow;
  if (filter_ != nullptr) text = TRY(filter_->EvaluateOn(in, text));
  TRY(target_.Assign(in, text));
  return Flow::kNext;
}

Result<Flow> FilterBlock::Execute(Interpreter& in) const {
  const auto [flow, text] = TRY(CaptureInside(in, body_));
  if (flow != Flow::kNext) return flow;
  TRY(in.Write(TRY(TextOf(in, TRY(filter_->EvaluateOn(in, text))))));
  return Flow::kNext;
}

Result<Flow> With::Execute(Interpreter& in) const {
  Scope* inside = TRY(in.NewScope(in.scope()));
  for (const auto& [target, expression] : assignments_) {
    const Value value = TRY(in.Evaluate(*expression));
    const Interpreter::ScopeGuard guard(in, inside);
    TRY(target.Assign(in, value));
  }
  const Interpreter::ScopeGuard guard(in, inside);
  return in.Execute(body_);
}

Result<Flow> Generation::Execute(Interpreter& in) const { return ExecuteInside(in, body_); }

}  // namespace ponder::jinja
