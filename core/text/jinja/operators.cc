#include "core/text/jinja/operators.h"

#include <cmath>

#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/iterate.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/percent_format.h"
#include "core/text/jinja/python_text.h"

namespace ponder::jinja {
namespace {

constexpr std::string_view kSymbols[] = {"+", "-", "*", "/", "//", "%", "**"};

tl::unexpected<Error> TooLarge() { return Wrong("an integer became too large"); }
tl::unexpected<Error> DivisionByZero() { return Wrong("division by zero"); }

Result<Value> FinitePower(double base, double exponent) {
  const double power = std::pow(base, exponent);
  if (std::isnan(power) && !std::isnan(base) && !std::isnan(exponent)) {
    return Wrong("a negative number to the power of a fraction");
  }
  if (std::isinf(power) && std::isfinite(base) && std::isfinite(exponent)) {
    return Wrong("a power is out of range");
  }
  return Value(power);
}

Result<Value> PowerOfIntegers(Integer base, Integer exponent) {
  if (exponent < 0) {
    if (base == 0) return DivisionByZero();
    return FinitePower(static_cast<double>(base), static_cast<double>(exponent));
  }
  Integer result = 1;
  while (exponent > 0) {
    if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) return TooLarge();
    exponent >>= 1;
    if (exponent > 0 && __builtin_mul_overflow(base, base, &base)) return TooLarge();
  }
  return Value(result);
}

// Rounds toward minus infinity, as Python does.
Integer FloorDivide(Integer a, Integer b) {
  const Integer quotient = a / b;
  return quotient * b != a && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

Result<Value> OperateOnIntegers(Operator op, Integer a, Integer b) {
  Integer result = 0;
  switch (op) {
    case Operator::kAdd:
      if (__builtin_add_overflow(a, b, &result)) return TooLarge();
      return Value(result);
    case Operator::kSubtract:
      if (__builtin_sub_overflow(a, b, &result)) return TooLarge();
      return Value(result);
    case Operator::kMultiply:
      if (__builtin_mul_overflow(a, b, &result)) return TooLarge();
      return Value(result);
    case Operator::kDivide:
      if (b == 0) return DivisionByZero();
      // The wider type holds what a double would round before the division.
      return Value(static_cast<double>(static_cast<long double>(a) / static_cast<long double>(b)));
    case Operator::kFloorDivide:
    case Operator::kModulo:
      if (b == 0) return DivisionByZero();
      if (b == -1) return op == Operator::kModulo ? Value(Integer{0}) : Negate(Value(a));
      result = FloorDivide(a, b);
      return Value(op == Operator::kModulo ? a - result * b : result);
    case Operator::kPower:
      return PowerOfIntegers(a, b);
  }
  return Value(result);
}

double FloatModulo(double a, double b) {
  const double remainder = std::fmod(a, b);
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

Result<Value> OperateOnFloats(Operator op, double a, double b) {
  switch (op) {
    case Operator::kAdd:
      return Value(a + b);
    case Operator::kSubtract:
      return Value(a - b);
    case Operator::kMultiply:
      return Value(a * b);
    case Operator::kPower:
      if (a == 0 && b < 0) return DivisionByZero();
      return FinitePower(a, b);
    default:
      break;
  }
  if (b == 0) return DivisionByZero();
  if (op == Operator::kDivide) return Value(a / b);
  if (op == Operator::kModulo) return Value(FloatModulo(a, b));
  return Value(std::floor((a - FloatModulo(a, b)) / b + 0.5));
}

// Where one side is markup, the other is escaped and the sum is markup.
Result<Value> AddTexts(Interpreter& in, const Text& a, const Text& b) {
  const bool markup = a.markup || b.markup;
  const std::string left = markup && !a.markup ? EscapeHtml(a.bytes) : std::string();
  const std::string right = markup && !b.markup ? EscapeHtml(b.bytes) : std::string();
  TRY(in.SpendFor(b.bytes));
  return Value(Text{TRY(in.heap().Join({markup && !a.markup ? std::string_view(left) : a.bytes,
                                        markup && !b.markup ? std::string_view(right) : b.bytes})),
                    markup});
}

Result<Value> AddSequences(Interpreter& in, const Sequence& a, const Sequence& b) {
  const size_t count = a.items.size() + b.items.size();
  TRY(in.Spend(count));
  TRY(in.heap().CheckRoom(count * sizeof(Value)));
  std::vector<Value> items = a.items;
  items.insert(items.end(), b.items.begin(), b.items.end());
  if (a.kind == ObjectKind::kTuple) return in.heap().NewTuple(std::move(items));
  return in.heap().NewList(std::move(items));
}

// How often a text or a list of `size` may be repeated.
Result<size_t> CheckRepetition(Interpreter& in, Integer times, size_t size, size_t unit_bytes) {
  if (times <= 0 || size == 0) return 0;
  uint64_t bytes = 0;
  if (times > Integer{INT64_MAX} ||
      __builtin_mul_overflow(static_cast<uint64_t>(times), size * unit_bytes, &bytes)) {
    bytes = UINT64_MAX;
  }
  TRY(in.heap().CheckRoom(bytes));
  TRY(in.Spend(bytes / kBytesPerStep + 1));
  return static_cast<size_t>(times);
}

Result<Value> RepeatText(Interpreter& in, const Text& text, Integer times) {
  const size_t count = TRY(CheckRepetition(in, times, text.bytes.size(), 1));
  std::string repeated;
  repeated.reserve(count * text.bytes.size());
  for (size_t i = 0; i < count; ++i) repeated += text.bytes;
  return Value(Text{TRY(in.heap().Copy(repeated)), text.markup});
}

Result<Value> RepeatSequence(Interpreter& in, const Sequence& sequence, Integer times) {
  const size_t count = TRY(CheckRepetition(in, times, sequence.items.size(), sizeof(Value)));
  std::vector<Value> items;
  items.reserve(count * sequence.items.size());
  for (size_t i = 0; i < count; ++i) {
    items.insert(items.end(), sequence.items.begin(), sequence.items.end());
  }
  if (sequence.kind == ObjectKind::kTuple) return in.heap().NewTuple(std::move(items));
  return in.heap().NewList(std::move(items));
}

Result<Value> Repeat(Interpreter& in, const Value& value, Integer times) {
  if (value.IsText()) return RepeatText(in, value.AsText(), times);
  return RepeatSequence(in, *value.AsSequence(), times);
}

bool CanRepeat(const Value& value) { return value.IsText() || value.AsSequence() != nullptr; }

bool SameSequences(const Value& a, const Value& b) {
  return (a.AsList() != nullptr && b.AsList() != nullptr) ||
         (a.AsTuple() != nullptr && b.AsTuple() != nullptr);
}

}  // namespace

Result<Value> Operate(Interpreter& in, Operator op, const Value& left, const Value& right) {
  if (op == Operator::kModulo && left.IsText()) return PercentFormat(in, left.AsText(), right);
  for (const Value* value : {&left, &right}) {
    if (value->IsUndefined()) return Wrong("{}", MessageOf(value->AsUndefined()));
  }
  if (left.IsIntegral() && right.IsIntegral()) {
    return OperateOnIntegers(op, left.AsIntegral(), right.AsIntegral());
  }
  if (left.IsNumber() && right.IsNumber()) {
    return OperateOnFloats(op, left.AsNumber(), right.AsNumber());
  }
  if (op == Operator::kAdd) {
    if (left.IsText() && right.IsText()) return AddTexts(in, left.AsText(), right.AsText());
    if (SameSequences(left, right))
      return AddSequences(in, *left.AsSequence(), *right.AsSequence());
  }
  if (op == Operator::kMultiply) {
    if (CanRepeat(left) && right.IsIntegral()) return Repeat(in, left, right.AsIntegral());
    if (CanRepeat(right) && left.IsIntegral()) return Repeat(in, right, left.AsIntegral());
  }
  return Wrong("unsupported operand types for {}: '{}' and '{}'", kSymbols[static_cast<size_t>(op)],
               TypeName(left), TypeName(right));
}

Result<Value> Negate(const Value& value) {
  if (value.IsUndefined()) return Wrong("{}", MessageOf(value.AsUndefined()));
  if (value.IsFloat()) return Value(-value.AsNumber());
  if (!value.IsIntegral()) return Wrong("bad operand type for unary -: '{}'", TypeName(value));
  Integer result = 0;
  if (__builtin_sub_overflow(Integer{0}, value.AsIntegral(), &result)) return TooLarge();
  return Value(result);
}

Result<Value> Plus(const Value& value) {
  if (value.IsUndefined()) return Wrong("{}", MessageOf(value.AsUndefined()));
  if (value.IsFloat()) return value;
  if (!value.IsIntegral()) return Wrong("bad operand type for unary +: '{}'", TypeName(value));
  return Value(value.AsIntegral());
}

}  // namespace ponder::jinja
