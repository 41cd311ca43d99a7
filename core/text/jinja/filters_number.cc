// Filters that make numbers.
#include <cmath>

#include "core/text/jinja/builtins.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/number_text.h"
#include "core/text/jinja/operators.h"

namespace ponder::jinja {
namespace {

Status CheckDefined(const Value& value) {
  if (value.IsUndefined()) return Wrong("{}", MessageOf(value.AsUndefined()));
  return {};
}

// float(value), or nothing where Python raises TypeError or ValueError.
std::optional<double> FloatOf(const Value& value) {
  if (value.IsNumber()) return value.AsNumber();
  return value.IsText() ? ParseFloat(value.AsText().bytes) : std::nullopt;
}

Result<Value> ToInt(Interpreter& in, const Value& self, const Bound& arguments) {
  TRY(CheckDefined(self));
  if (self.IsIntegral()) return Value(self.AsIntegral());
  const int64_t base = TRY(arguments.Int(1, 10));
  if (self.IsText()) {
    TRY(in.SpendFor(self.AsText().bytes));
    const bool valid_base = base == 0 || (base >= 2 && base <= 36);
    const auto parsed =
        valid_base ? ParseInteger(self.AsText().bytes, static_cast<int>(base)) : std::nullopt;
    if (parsed) return Value(*parsed);
  }
  if (self.IsFloat() && std::isinf(self.AsNumber())) {
    return Wrong("cannot convert float infinity to integer");
  }
  const auto number = FloatOf(self);
  const auto truncated = number ? TruncateToInteger(*number) : std::nullopt;
  return truncated ? Value(*truncated) : arguments.Or(0, Integer{0});
}

Result<Value> ToFloat(Interpreter& in, const Value& self, const Bound& arguments) {
  TRY(CheckDefined(self));
  if (self.IsText()) TRY(in.SpendFor(self.AsText().bytes));
  const auto number = FloatOf(self);
  return number ? Value(*number) : arguments.Or(0, 0.0);
}

Result<Value> Round(Interpreter&, const Value& self, const Bound& arguments) {
  TRY(CheckDefined(self));
  if (!self.IsNumber()) return Wrong("round() needs a number, found {}", TypeName(self));
  const int64_t precision = TRY(arguments.Int(0, 0));
  const std::string_view method = TRY(arguments.TextOr(1, "common"));
  if (method == "common") {
    if (!self.IsFloat() && precision >= 0) return Value(self.AsIntegral());
    const double rounded = RoundTo(self.AsNumber(), precision);
    return self.IsFloat() ? Value(rounded) : Value(TruncateToInteger(rounded).value_or(0));
  }
  if (method != "ceil" && method != "floor") return Wrong("method must be common, ceil or floor");
  const double scale = std::pow(10.0, static_cast<double>(precision));
  const double scaled = self.AsNumber() * scale;
  return Value((method == "ceil" ? std::ceil(scaled) : std::floor(scaled)) / scale);
}

Result<Value> Abs(Interpreter&, const Value& self, const Bound&) {
  TRY(CheckDefined(self));
  if (!self.IsNumber()) return Wrong("bad operand type for abs(): '{}'", TypeName(self));
  if (self.IsFloat()) return Value(std::abs(self.AsNumber()));
  return self.AsIntegral() < 0 ? Negate(self) : Value(self.AsIntegral());
}

constexpr Native kFilters[] = {
    {"int", ToInt, {"default", "base"}},
    {"float", ToFloat, {"default"}},
    {"round", Round, {"precision", "method"}},
    {"abs", Abs},
};

}  // namespace

std::span<const Native> NumberFilters() { return kFilters; }

}  // namespace ponder::jinja
