// The "attribute" argument of filters: "a", "a.b.0", or a number, looked up in every item.
//
// Thread rule: one thread. Text it points to belongs to the rendering.
#pragma once

#include <vector>

#include "core/text/jinja/value.h"

namespace ponder::jinja {

class Interpreter;

class AttributePath {
 public:
  // None gives the item itself. Errors: neither text nor number.
  static Result<AttributePath> Parse(const Value& attribute);

  Result<Value> Get(Interpreter& in, const Value& item) const;
  // With `fallback` in place of every missing part, unless it is none.
  Result<Value> GetOr(Interpreter& in, const Value& item, const Value& fallback) const;

 private:
  std::vector<Value> parts_;
};

// Text in lower case, other values as they are: what sorting and grouping compare.
Result<Value> IgnoreCase(Interpreter& in, const Value& value);

}  // namespace ponder::jinja
