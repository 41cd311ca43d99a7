#include "core/text/jinja/expression.h"

#include "core/text/jinja/access.h"
#include "core/text/jinja/builtins.h"
#include "core/text/jinja/dict_entry.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/text_of.h"

namespace ponder::jinja {
namespace {

Result<std::vector<Value>> EvaluateAll(Interpreter& in, const std::vector<ExpressionPtr>& items) {
  std::vector<Value> values;
  values.reserve(items.size());
  for (const ExpressionPtr& item : items) values.push_back(TRY(in.Evaluate(*item)));
  return values;
}

// A bound of a slice: an integer, or nothing for a missing one and none.
Result<std::optional<int64_t>> EvaluateBound(Interpreter& in, const ExpressionPtr& bound) {
  if (bound == nullptr) return std::nullopt;
  const Value value = TRY(in.Evaluate(*bound));
  if (value.IsNone()) return std::nullopt;
  if (!value.IsIntegral()) {
    return Wrong("slice indices must be integers or none, found '{}'", TypeName(value));
  }
  constexpr Integer kMax = INT64_MAX;
  return static_cast<int64_t>(std::min(std::max(value.AsIntegral(), -kMax), kMax));
}

Status AddKeywords(Interpreter& in, const Value& more, Arguments& arguments) {
  const Dict* dict = more.AsDict();
  if (dict == nullptr) return Wrong("argument after ** must be a mapping, not {}", TypeName(more));
  TRY(in.Spend(dict->entries().size()));
  for (const auto& [key, value] : dict->entries()) {
    if (!key.IsText()) return Wrong("keywords must be strings");
    arguments.keywords.emplace_back(key.AsText().bytes, value);
  }
  return {};
}

}  // namespace

Result<Value> Name::Evaluate(Interpreter& in) const {
  const Value* value = in.scope()->Find(name_);
  return value == nullptr ? Value(Undefined{name_}) : *value;
}

Result<Value> Display::Evaluate(Interpreter& in) const {
  std::vector<Value> items = TRY(EvaluateAll(in, items_));
  if (kind_ == Kind::kTuple) return in.heap().NewTuple(std::move(items));
  return in.heap().NewList(std::move(items));
}

Result<Value> DictDisplay::Evaluate(Interpreter& in) const {
  Dict* dict = TRY(in.heap().New<Dict>());
  for (const auto& [key, value] : entries_) {
    const Value key_value = TRY(in.Evaluate(*key));
    TRY(SetEntry(in, *dict, key_value, TRY(in.Evaluate(*value))));
  }
  return Value(dict);
}

Result<Value> AttributeOf::Evaluate(Interpreter& in) const {
  return GetAttribute(in, TRY(in.Evaluate(*object_)), name_);
}

Result<Value> ElementOf::Evaluate(Interpreter& in) const {
  const Value object = TRY(in.Evaluate(*object_));
  return GetItem(in, object, TRY(in.Evaluate(*key_)));
}

Result<Value> SliceOf::Evaluate(Interpreter& in) const {
  const Value object = TRY(in.Evaluate(*object_));
  const auto start = TRY(EvaluateBound(in, bounds_.start));
  const auto stop = TRY(EvaluateBound(in, bounds_.stop));
  return GetSlice(in, object, start, stop, TRY(EvaluateBound(in, bounds_.step)));
}

Result<Arguments> CallArguments::Evaluate(Interpreter& in) const {
  Arguments arguments;
  arguments.positional = TRY(EvaluateAll(in, positional));
  for (const auto& [name, value] : keywords) {
    arguments.keywords.emplace_back(name, TRY(in.Evaluate(*value)));
  }
  if (more_positional != nullptr) {
    const std::vector<Value> more = TRY(ItemsOf(in, TRY(in.Evaluate(*more_positional))));
    arguments.positional.insert(arguments.positional.end(), more.begin(), more.end());
  }
  if (more_keywords != nullptr) {
    TRY(AddKeywords(in, TRY(in.Evaluate(*more_keywords)), arguments));
  }
  return arguments;
}

Result<Value> CallOf::EvaluateWith(Interpreter& in, Callable* caller) const {
  const Value callee = TRY(in.Evaluate(*callee_));
  Arguments arguments = TRY(arguments_.Evaluate(in));
  if (caller != nullptr) arguments.keywords.emplace_back("caller", Value(caller));
  return in.Call(callee, arguments);
}

FilterOf::FilterOf(int line, ExpressionPtr input, std::string name, CallArguments arguments)
    : Expression(line),
      input_(std::move(input)),
      name_(std::move(name)),
      native_(FindFilter(name_)),
      arguments_(std::move(arguments)) {}

Result<Value> FilterOf::EvaluateOn(Interpreter& in, Value block) const {
  if (native_ == nullptr) return Wrong("no filter named '{}'", name_);
  Value input = block;
  if (const auto* inner = dynamic_cast<const FilterOf*>(input_.get())) {
    input = TRY(inner->EvaluateOn(in, block));
  } else if (input_ != nullptr) {
    input = TRY(in.Evaluate(*input_));
  }
  return Invoke(in, *native_, input, TRY(arguments_.Evaluate(in)));
}

TestOf::TestOf(int line, ExpressionPtr input, std::string name, CallArguments arguments)
    : Expression(line),
      input_(std::move(input)),
      name_(std::move(name)),
      native_(FindTest(name_)),
      arguments_(std::move(arguments)) {}

Result<Value> TestOf::Evaluate(Interpreter& in) const {
  if (native_ == nullptr) return Wrong("no test named '{}'", name_);
  const Value input = TRY(in.Evaluate(*input_));
  return Invoke(in, *native_, input, TRY(arguments_.Evaluate(in)));
}

Result<Value> Not::Evaluate(Interpreter& in) const { return !IsTrue(TRY(in.Evaluate(*operand_))); }

Result<Value> Sign::Evaluate(Interpreter& in) const {
  const Value value = TRY(in.Evaluate(*operand_));
  return negative_ ? Negate(value) : Plus(value);
}

Result<Value> Arithmetic::Evaluate(Interpreter& in) const {
  Value value = TRY(in.Evaluate(*first_));
  for (const auto& [op, operand] : rest_) {
    value = TRY(Operate(in, op, value, TRY(in.Evaluate(*operand))));
  }
  return value;
}

Result<Value> Concatenation::Evaluate(Interpreter& in) const {
  std::vector<std::string_view> texts;
  texts.reserve(parts_.size());
  for (const ExpressionPtr& part : parts_) {
    texts.push_back(TRY(TextOf(in, TRY(in.Evaluate(*part)))));
    TRY(in.SpendFor(texts.back()));
  }
  return Value::Of(TRY(in.heap().Join(texts)));
}

Result<bool> Comparison::Holds(Interpreter& in, Relation relation, const Value& left,
                               const Value& right) {
  switch (relation) {
    case Relation::kEqual:
      return Equal(in, left, right);
    case Relation::kUnequal:
      return !TRY(Equal(in, left, right));
    case Relation::kIn:
      return Contains(in, right, left);
    case Relation::kNotIn:
      return !TRY(Contains(in, right, left));
    default:
      break;
  }
  const int order = TRY(Compare(in, left, right));
  switch (relation) {
    case Relation::kLess:
      return order < 0;
    case Relation::kLessOrEqual:
      return order <= 0;
    case Relation::kGreater:
      return order > 0;
    default:
      return order >= 0;
  }
}

Result<Value> Comparison::Evaluate(Interpreter& in) const {
  Value left = TRY(in.Evaluate(*first_));
  for (const auto& [relation, operand] : rest_) {
    const Value right = TRY(in.Evaluate(*operand));
    if (!TRY(Holds(in, relation, left, right))) return false;
    left = right;
  }
  return true;
}

Result<Value> Logic::Evaluate(Interpreter& in) const {
  Value value;
  for (const ExpressionPtr& operand : operands_) {
    value = TRY(in.Evaluate(*operand));
    if (IsTrue(value) != is_and_) break;
  }
  return value;
}

Result<Value> Conditional::Evaluate(Interpreter& in) const {
  if (IsTrue(TRY(in.Evaluate(*condition_)))) return in.Evaluate(*value_);
  if (other_ != nullptr) return in.Evaluate(*other_);
  return Value(
      Undefined{"the inline if-expression had no else and its condition was false", kHint});
}

}  // namespace ponder::jinja
