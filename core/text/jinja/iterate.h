// Walking values: what a for loop over them visits, and how many items there are.
//
// Thread rule: one thread.
#pragma once

#include <optional>
#include <vector>

#include "core/text/jinja/value.h"

namespace ponder::jinja {

class Interpreter;

// The items in order: characters of text, keys of a dictionary, nothing for undefined. Walks an
// iterator to its end. Errors: something that is not iterable.
Result<std::vector<Value>> ItemsOf(Interpreter& in, const Value& value);
bool IsIterable(const Value& value);

// len(value), or nothing where Python has none.
std::optional<size_t> LengthOf(const Value& value);

// The next item of an iterator-like filter argument: the first of a fresh value.
Result<std::optional<Value>> FirstOf(Interpreter& in, const Value& value);

}  // namespace ponder::jinja
