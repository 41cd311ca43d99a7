// What a template can call: functions, methods, macros, and a few objects.
//
// Thread rule: one thread.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text/jinja/value.h"

namespace ponder::jinja {

class Interpreter;

struct Arguments {
  std::vector<Value> positional;
  std::vector<std::pair<std::string_view, Value>> keywords;
};

struct Callable : Object {
  Callable() : Object(ObjectKind::kCallable) {}
  virtual Result<Value> Call(Interpreter& in, const Arguments& arguments) = 0;
  virtual const char* type_name() const = 0;
  // An attribute of the object, e.g. loop.index.
  virtual Result<std::optional<Value>> Attribute(Interpreter& in, std::string_view name) {
    (void)in, (void)name;
    return std::nullopt;
  }
  // Whether the test "callable" holds: some objects have methods but cannot be called themselves.
  virtual bool is_callable() const { return true; }
};

}  // namespace ponder::jinja
