// ==, <, in and truth, as in Python.
//
// Thread rule: one thread.
#pragma once

#include "core/text/jinja/value.h"

namespace ponder::jinja {

bool IsTrue(const Value& value);

class Interpreter;

// Errors: values nested too deeply to walk.
Result<bool> Equal(Interpreter& in, const Value& a, const Value& b);
// For hashable values (see CheckHashable), whose nesting is bounded.
bool SameKey(const Value& a, const Value& b);
// Whether it is the very same object; for scalars, an equal value of the same type.
bool Identical(const Value& a, const Value& b);

// Below zero, zero, above zero. Errors: types without an order between them.
Result<int> Compare(Interpreter& in, const Value& a, const Value& b);

// item in container. Errors: something that contains nothing.
Result<bool> Contains(Interpreter& in, const Value& container, const Value& item);

}  // namespace ponder::jinja
