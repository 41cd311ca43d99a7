// Natives: filters, tests, methods and functions written in C++, and how arguments reach them.
//
// Thread rule: immutable tables, any thread.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "core/text/jinja/callable.h"
#include "core/text/jinja/value.h"

namespace ponder::jinja {

inline constexpr size_t kMaxParameters = 5;

struct Native;

// The arguments of one call by parameter. Getters name the function and the parameter in errors.
class Bound {
 public:
  // Errors: too many arguments, an unknown keyword, a missing parameter.
  static Result<Bound> Bind(const Native& native, const Arguments& arguments);

  bool Has(size_t parameter) const { return values_[parameter] != nullptr; }
  const Value& operator[](size_t parameter) const { return *values_[parameter]; }
  Value Or(size_t parameter, Value fallback) const;
  bool Truth(size_t parameter, bool fallback) const;
  Result<int64_t> Int(size_t parameter, int64_t fallback) const;
  // Nothing where the argument is missing or none.
  Result<std::optional<int64_t>> IntOrNone(size_t parameter) const;
  Result<std::string_view> TextOf(size_t parameter) const;
  // The fallback also stands for none.
  Result<std::string_view> TextOr(size_t parameter, std::string_view fallback) const;

  // Everything that was passed, for variadic natives.
  const Arguments& all() const { return *all_; }

 private:
  Bound(const Native& native, const Arguments& all) : native_(&native), all_(&all) {}
  tl::unexpected<Error> WrongType(size_t parameter, std::string_view want) const;

  const Native* native_;
  const Arguments* all_;
  std::array<const Value*, kMaxParameters> values_ = {};
};

// `self`: what is filtered, tested, or the object of a method.
using NativeFunction = Result<Value> (*)(Interpreter& in, const Value& self,
                                         const Bound& arguments);

struct Native {
  std::string_view name;
  NativeFunction function;
  std::array<std::string_view, kMaxParameters> parameters = {};
  size_t required = 0;    // of them, from the left
  bool variadic = false;  // takes any further arguments
};

// Null where there is none of this name.
const Native* FindNative(std::span<const Native> table, std::string_view name);

Result<Value> Invoke(Interpreter& in, const Native& native, const Value& self,
                     const Arguments& arguments);

// A native as a value: a function, or a method with its object.
struct BoundNative : Callable {
  BoundNative(const Native& function, Value object) : native(&function), self(object) {}
  Result<Value> Call(Interpreter& in, const Arguments& arguments) override {
    return Invoke(in, *native, self, arguments);
  }
  const char* type_name() const override { return "builtin_function_or_method"; }

  const Native* native;
  Value self;
};

}  // namespace ponder::jinja
