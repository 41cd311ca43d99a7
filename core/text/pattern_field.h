// The "pattern" field of tokenizer.json: {"Regex": ...} or {"String": ...}.
#pragma once

#include "core/text/json_object.h"
#include "core/text/regex.h"

namespace ponder {

// Errors: kModel.
Result<Regex> ParsePattern(const JsonObject& object);

}  // namespace ponder
