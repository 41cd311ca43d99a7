// The filter tojson: json.dumps as transformers configures it.
//
// Thread rule: one thread.
#pragma once

#include "core/text/jinja/native.h"

namespace ponder::jinja {

// Parameters: ensure_ascii (false), indent, separators, sort_keys (false).
// Errors: values JSON has no form for, nesting or length beyond the limits.
Result<Value> ToJsonFilter(Interpreter& in, const Value& self, const Bound& arguments);

}  // namespace ponder::jinja
