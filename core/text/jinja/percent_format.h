// "..." % values: printf-style formatting.
// Source: docs.python.org/3/library/stdtypes.html, "printf-style String Formatting".
//
// Thread rule: one thread.
#pragma once

#include "core/text/jinja/value.h"

namespace ponder::jinja {

class Interpreter;

// `values`: a tuple, a dictionary for %(name)s, or one value.
Result<Value> PercentFormat(Interpreter& in, const Text& format, const Value& values);

}  // namespace ponder::jinja
