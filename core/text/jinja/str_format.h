// The methods format and format_map of strings.
// Source: docs.python.org/3/library/string.html, "Format String Syntax".
//
// Thread rule: one thread.
#pragma once

#include "core/text/jinja/native.h"

namespace ponder::jinja {

Result<Value> FormatMethod(Interpreter& in, const Value& self, const Bound& arguments);
Result<Value> FormatMapMethod(Interpreter& in, const Value& self, const Bound& arguments);

}  // namespace ponder::jinja
