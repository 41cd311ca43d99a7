#include "core/text/jinja/loop.h"

#include "core/text/jinja/native.h"

namespace ponder::jinja {
namespace {

Loop& LoopOf(const Value& self) { return *static_cast<Loop*>(self.AsCallable()); }

constexpr Native kCycle = {.name = "cycle",
                           .function =
                               [](Interpreter&, const Value& self, const Bound& arguments) {
                                 return LoopOf(self).Cycle(arguments.all().positional);
                               },
                           .variadic = true};
constexpr Native kChanged = {.name = "changed",
                             .function =
                                 [](Interpreter& in, const Value& self, const Bound& arguments) {
                                   return LoopOf(self).Changed(in, arguments.all().positional);
                                 },
                             .variadic = true};

}  // namespace

Result<Value> Loop::Call(Interpreter& in, const Arguments& arguments) {
  if (!statement_->recursive()) {
    return Wrong("the loop must have the 'recursive' marker to be called recursively");
  }
  if (arguments.positional.size() != 1 || !arguments.keywords.empty()) {
    return Wrong("loop() takes one argument");
  }
  const Interpreter::ScopeGuard guard(in, outer_);
  std::vector<Value> items = TRY(statement_->Select(in, arguments.positional[0]));
  const auto run = [&] { return statement_->Run(in, std::move(items), depth0_ + 1); };
  return TRY(in.CaptureFrom(run)).text;
}

std::optional<Value> Loop::Position(std::string_view name) const {
  const auto index0 = static_cast<Integer>(index0_);
  const auto length = static_cast<Integer>(length_);
  if (name == "index") return index0 + 1;
  if (name == "index0") return index0;
  if (name == "revindex") return length - index0;
  if (name == "revindex0") return length - index0 - 1;
  if (name == "first") return index0_ == 0;
  if (name == "last") return index0_ + 1 == length_;
  if (name == "length") return length;
  if (name == "depth") return Integer{depth0_ + 1};
  if (name == "depth0") return Integer{depth0_};
  return std::nullopt;
}

Result<std::optional<Value>> Loop::Attribute(Interpreter& in, std::string_view name) {
  if (auto position = Position(name)) return position;
  if (name == "previtem") {
    if (index0_ > 0 && !items_.empty()) return items_[index0_ - 1];
    return Undefined{"there is no previous item", kHint};
  }
  if (name == "nextitem") {
    if (index0_ + 1 < items_.size()) return items_[index0_ + 1];
    return Undefined{"there is no next item", kHint};
  }
  if (name == "cycle") return TRY(in.heap().New<BoundNative>(kCycle, Value(this)));
  if (name == "changed") return TRY(in.heap().New<BoundNative>(kChanged, Value(this)));
  return std::nullopt;
}

Result<Value> Loop::Cycle(const std::vector<Value>& choices) const {
  if (choices.empty()) return Wrong("no items for cycling given");
  return choices[index0_ % choices.size()];
}

Result<Value> Loop::Changed(Interpreter& in, const std::vector<Value>& values) {
  bool same = last_changed_.has_value() && last_changed_->size() == values.size();
  for (size_t i = 0; same && i < values.size(); ++i) {
    same = TRY(Equal(in, (*last_changed_)[i], values[i]));
  }
  last_changed_ = values;
  return !same;
}

Result<std::vector<Value>> For::Select(Interpreter& in, const Value& iterable) const {
  std::vector<Value> items = TRY(ItemsOf(in, iterable));
  if (parts_.condition == nullptr) return items;
  const Interpreter::ScopeGuard guard(in, TRY(in.NewScope(in.scope())));
  std::vector<Value> selected;
  for (const Value& item : items) {
    TRY(parts_.target.Assign(in, item));
    if (IsTrue(TRY(in.Evaluate(*parts_.condition)))) selected.push_back(item);
  }
  return selected;
}

Result<Flow> For::Execute(Interpreter& in) const {
  const Value iterable = TRY(in.Evaluate(*parts_.iterable));
  return Run(in, TRY(Select(in, iterable)), /*depth=*/0);
}

Result<Flow> For::Run(Interpreter& in, std::vector<Value> items, int64_t depth) const {
  if (items.empty()) {
    const Interpreter::ScopeGuard guard(in, TRY(in.NewScope(in.scope())));
    return in.Execute(parts_.otherwise);
  }
  const size_t bytes = items.size() * sizeof(Value);
  TRY(in.heap().Reserve(bytes));
  Loop* loop = TRY(in.heap().New<Loop>(*this, in.scope(), std::move(items), depth));
  TRY(RunBody(in, *loop));
  loop->DropItems();
  in.heap().Release(bytes);
  return Flow::kNext;
}

Status For::RunBody(Interpreter& in, Loop& loop) const {
  const Interpreter::ScopeGuard guard(in, TRY(in.NewScope(in.scope())));
  for (size_t i = 0; i < loop.items().size(); ++i) {
    // What the body sets is gone in the next round.
    in.ClearScope();
    loop.MoveTo(i);
    TRY(in.Set("loop", Value(&loop)));
    TRY(parts_.target.Assign(in, loop.items()[i]));
    const Flow flow = TRY(in.Execute(parts_.body));
    if (flow == Flow::kBreak) break;
  }
  return {};
}

}  // namespace ponder::jinja
