// JSON as values of the template language.
//
// Thread rule: one thread. The JSON must outlive the heap's rendering: its text is not copied.
#pragma once

#include <nlohmann/json.hpp>

#include "core/text/jinja/heap.h"

namespace ponder::jinja {

// Errors: nested deeper than kMaxValueDepth, or larger than the memory of a rendering.
Result<Value> FromJson(Heap& heap, const nlohmann::ordered_json& json);

}  // namespace ponder::jinja
