// The methods of Python's types.
//
// Thread rule: immutable tables, any thread.
#pragma once

#include <span>

#include "core/text/jinja/native.h"

namespace ponder::jinja {

// Empty for types without methods.
std::span<const Native> MethodsOf(const Value& object);

std::span<const Native> TextMethods();
std::span<const Native> ListMethods();
std::span<const Native> TupleMethods();
std::span<const Native> DictMethods();

}  // namespace ponder::jinja
