// Attributes and elements of values: a.b, a[b], a[b:c].
//
// Thread rule: one thread.
#pragma once

#include <optional>
#include <string_view>

#include "core/text/jinja/value.h"

namespace ponder::jinja {

class Interpreter;

// object.name: a method or attribute, else the element of that name; undefined if there is neither.
// Errors: attributes of undefined.
Result<Value> GetAttribute(Interpreter& in, const Value& object, std::string_view name);

// object[key]: the element, else the attribute of that name; undefined if there is neither.
Result<Value> GetItem(Interpreter& in, const Value& object, const Value& key);

// object[start:stop:step] of text, lists, tuples and ranges. Errors: other objects, a step of zero.
Result<Value> GetSlice(Interpreter& in, const Value& object, std::optional<int64_t> start,
                       std::optional<int64_t> stop, std::optional<int64_t> step);

// Only what object.name finds without looking at elements (the filter attr).
Result<std::optional<Value>> FindAttribute(Interpreter& in, const Value& object,
                                           std::string_view name);

}  // namespace ponder::jinja
