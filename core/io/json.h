// JSON as Python's json module writes it: strict JSON plus the bare words Infinity, -Infinity, NaN.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace ponder {

// Infinity becomes the largest double (nlohmann refuses larger numbers), NaN becomes null.
// Errors: kModel, with the line. `where` names the file in messages.
Result<nlohmann::json> ParsePythonJson(std::string_view text, const std::string& where);

}  // namespace ponder
