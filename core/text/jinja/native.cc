#include "core/text/jinja/native.h"

#include <algorithm>
#include <limits>

#include "core/text/jinja/operators.h"

namespace ponder::jinja {

Result<Bound> Bound::Bind(const Native& native, const Arguments& arguments) {
  Bound bound(native, arguments);
  size_t count = 0;
  while (count < kMaxParameters && !native.parameters[count].empty()) ++count;
  const size_t positional = std::min(count, arguments.positional.size());
  for (size_t i = 0; i < positional; ++i) bound.values_[i] = &arguments.positional[i];
  if (arguments.positional.size() > count && !native.variadic) {
    return Wrong("{}() takes at most {} arguments, found {}", native.name, count,
                 arguments.positional.size());
  }
  for (const auto& [name, value] : arguments.keywords) {
    const auto* parameter = std::find(native.parameters.begin(), native.parameters.end(), name);
    const auto index = static_cast<size_t>(parameter - native.parameters.begin());
    if (index < count && bound.values_[index] == nullptr) {
      bound.values_[index] = &value;
    } else if (!native.variadic) {
      return Wrong("{}() has no use for the argument '{}'", native.name, name);
    }
  }
  for (size_t i = 0; i < native.required; ++i) {
    if (bound.values_[i] != nullptr) continue;
    return Wrong("{}() needs the argument '{}'", native.name, native.parameters[i]);
  }
  return bound;
}

tl::unexpected<Error> Bound::WrongType(size_t parameter, std::string_view want) const {
  return Wrong("{}(): '{}' must be {}, found {}", native_->name, native_->parameters[parameter],
               want, TypeName(*values_[parameter]));
}

Value Bound::Or(size_t parameter, Value fallback) const {
  return Has(parameter) ? *values_[parameter] : fallback;
}

bool Bound::Truth(size_t parameter, bool fallback) const {
  return Has(parameter) ? IsTrue(*values_[parameter]) : fallback;
}

Result<int64_t> Bound::Int(size_t parameter, int64_t fallback) const {
  if (!Has(parameter)) return fallback;
  const Value& value = *values_[parameter];
  if (!value.IsIntegral()) return WrongType(parameter, "an integer");
  const Integer integer = value.AsIntegral();
  constexpr Integer kMax = std::numeric_limits<int64_t>::max();
  return static_cast<int64_t>(std::clamp<Integer>(integer, -kMax, kMax));
}

Result<std::optional<int64_t>> Bound::IntOrNone(size_t parameter) const {
  if (!Has(parameter) || values_[parameter]->IsNone()) return std::optional<int64_t>();
  return std::optional<int64_t>(TRY(Int(parameter, 0)));
}

Result<std::string_view> Bound::TextOf(size_t parameter) const {
  if (!values_[parameter]->IsText()) return WrongType(parameter, "a string");
  return values_[parameter]->AsText().bytes;
}

Result<std::string_view> Bound::TextOr(size_t parameter, std::string_view fallback) const {
  if (!Has(parameter) || values_[parameter]->IsNone()) return fallback;
  return TextOf(parameter);
}

const Native* FindNative(std::span<const Native> table, std::string_view name) {
  const auto native = std::ranges::find(table, name, &Native::name);
  return native == table.end() ? nullptr : &*native;
}

Result<Value> Invoke(Interpreter& in, const Native& native, const Value& self,
                     const Arguments& arguments) {
  return native.function(in, self, TRY(Bound::Bind(native, arguments)));
}

}  // namespace ponder::jinja
