// The tests behind "is".
#include "core/text/jinja/builtins.h"
#include "core/text/jinja/compare.h"
#include "core/text/jinja/expression.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/text_methods.h"
#include "core/text/jinja/text_of.h"

namespace ponder::jinja {
namespace {

using Relation = Comparison::Relation;

// A test that looks at the value alone.
template <bool (*kHolds)(const Value&)>
Result<Value> Simple(Interpreter&, const Value& self, const Bound&) {
  return kHolds(self);
}

template <Relation kRelation>
Result<Value> Related(Interpreter& in, const Value& self, const Bound& arguments) {
  return TRY(Comparison::Holds(in, kRelation, self, arguments[0]));
}

bool IsTrueItself(const Value& value) { return value.IsBool() && value.AsBool(); }
bool IsFalseItself(const Value& value) { return value.IsBool() && !value.AsBool(); }
bool IsMapping(const Value& value) { return value.AsDict() != nullptr; }
bool IsSequence(const Value& value) {
  return value.IsText() || value.IsUndefined() || value.AsSequence() != nullptr ||
         value.AsDict() != nullptr || value.AsRange() != nullptr;
}
bool IsCallable(const Value& value) {
  // Python's Undefined has a method for being called, which only fails when it is.
  if (value.IsUndefined()) return true;
  const Callable* callable = value.AsCallable();
  return callable != nullptr && callable->is_callable();
}
bool IsDefined(const Value& value) { return !value.IsUndefined(); }
bool IsUndefinedValue(const Value& value) { return value.IsUndefined(); }
bool IsNoneValue(const Value& value) { return value.IsNone(); }
bool IsBoolean(const Value& value) { return value.IsBool(); }
bool IsIntegerValue(const Value& value) { return value.IsInteger(); }
bool IsFloatValue(const Value& value) { return value.IsFloat(); }
bool IsNumberValue(const Value& value) { return value.IsNumber(); }
bool IsString(const Value& value) { return value.IsText(); }
bool IsEscaped(const Value& value) { return value.IsText() && value.AsText().markup; }
bool NamesFilter(const Value& value) {
  return value.IsText() && FindFilter(value.AsText().bytes) != nullptr;
}
bool NamesTest(const Value& value) {
  return value.IsText() && FindTest(value.AsText().bytes) != nullptr;
}

// Whether the remainder by `divisor` is `want`.
Result<Value> HasRemainder(Interpreter& in, const Value& self, const Value& divisor, Integer want) {
  const Value remainder = TRY(Operate(in, Operator::kModulo, self, divisor));
  return TRY(Equal(in, remainder, Value(want)));
}
Result<Value> IsOdd(Interpreter& in, const Value& self, const Bound&) {
  return HasRemainder(in, self, Integer{2}, 1);
}
Result<Value> IsEven(Interpreter& in, const Value& self, const Bound&) {
  return HasRemainder(in, self, Integer{2}, 0);
}
Result<Value> IsDivisibleBy(Interpreter& in, const Value& self, const Bound& arguments) {
  return HasRemainder(in, self, arguments[0], 0);
}

Result<Value> IsLowerText(Interpreter& in, const Value& self, const Bound&) {
  return IsCased(TRY(TextOf(in, self)), /*upper=*/false);
}
Result<Value> IsUpperText(Interpreter& in, const Value& self, const Bound&) {
  return IsCased(TRY(TextOf(in, self)), /*upper=*/true);
}

Result<Value> IsSameAs(Interpreter&, const Value& self, const Bound& arguments) {
  return Identical(self, arguments[0]);
}

constexpr Native kTests[] = {
    {"defined", Simple<IsDefined>},
    {"undefined", Simple<IsUndefinedValue>},
    {"none", Simple<IsNoneValue>},
    {"boolean", Simple<IsBoolean>},
    {"true", Simple<IsTrueItself>},
    {"false", Simple<IsFalseItself>},
    {"integer", Simple<IsIntegerValue>},
    {"float", Simple<IsFloatValue>},
    {"number", Simple<IsNumberValue>},
    {"string", Simple<IsString>},
    {"mapping", Simple<IsMapping>},
    {"sequence", Simple<IsSequence>},
    {"iterable", Simple<IsIterable>},
    {"callable", Simple<IsCallable>},
    {"escaped", Simple<IsEscaped>},
    {"filter", Simple<NamesFilter>},
    {"test", Simple<NamesTest>},
    {"odd", IsOdd},
    {"even", IsEven},
    {"divisibleby", IsDivisibleBy, {"num"}, 1},
    {"lower", IsLowerText},
    {"upper", IsUpperText},
    {"sameas", IsSameAs, {"other"}, 1},
    {"in", Related<Relation::kIn>, {"seq"}, 1},
    {"==", Related<Relation::kEqual>, {"b"}, 1},
    {"eq", Related<Relation::kEqual>, {"b"}, 1},
    {"equalto", Related<Relation::kEqual>, {"b"}, 1},
    {"!=", Related<Relation::kUnequal>, {"b"}, 1},
    {"ne", Related<Relation::kUnequal>, {"b"}, 1},
    {">", Related<Relation::kGreater>, {"b"}, 1},
    {"gt", Related<Relation::kGreater>, {"b"}, 1},
    {"greaterthan", Related<Relation::kGreater>, {"b"}, 1},
    {">=", Related<Relation::kGreaterOrEqual>, {"b"}, 1},
    {"ge", Related<Relation::kGreaterOrEqual>, {"b"}, 1},
    {"<", Related<Relation::kLess>, {"b"}, 1},
    {"lt", Related<Relation::kLess>, {"b"}, 1},
    {"lessthan", Related<Relation::kLess>, {"b"}, 1},
    {"<=", Related<Relation::kLessOrEqual>, {"b"}, 1},
    {"le", Related<Relation::kLessOrEqual>, {"b"}, 1},
};

}  // namespace

const Native* FindTest(std::string_view name) { return FindNative(kTests, name); }

}  // namespace ponder::jinja
