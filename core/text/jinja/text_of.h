// str() and repr() of values, as Python writes them.
//
// Thread rule: one thread.
#pragma once

#include <string>
#include <string_view>

#include "core/text/jinja/value.h"

namespace ponder::jinja {

class Interpreter;

// str(value); the text of a string itself. Errors: nesting or length beyond the limits.
Result<std::string_view> TextOf(Interpreter& in, const Value& value);
// repr(value).
Result<std::string> ReprOf(Interpreter& in, const Value& value);

}  // namespace ponder::jinja
