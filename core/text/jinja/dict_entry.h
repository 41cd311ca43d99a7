// Filling dictionaries within the limits of a rendering.
#pragma once

#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/objects.h"

namespace ponder::jinja {

// dict[key] = value. Errors: a key that is not hashable, out of memory.
Status SetEntry(Interpreter& in, Dict& dict, const Value& key, const Value& value);
// dict.update(more): a dictionary, or pairs.
Status UpdateFrom(Interpreter& in, Dict& dict, const Value& more);
// dict(more, **keywords), as the function dict and namespaces take them.
Status UpdateFromArguments(Interpreter& in, Dict& dict, const Arguments& arguments);

}  // namespace ponder::jinja
