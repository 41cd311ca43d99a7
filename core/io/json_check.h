// A look at JSON before it is built in memory: is it well formed, and of a size that can be kept
// and a depth that can be walked?
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace ponder {

struct JsonLimits {
  size_t max_depth = 64;
  // A tokenizer with 131,072 tokens and 269,443 merges has about a million.
  size_t max_values = 8'000'000;
  bool unique_keys = false;  // parsers keep the last of two equal keys
};

// Errors: kModel. `where` names the file in messages.
Status CheckJson(std::string_view text, const JsonLimits& limits, const std::string& where);

// What went wrong, of nlohmann's "[json.exception.type_error.302] type must be string, ...".
std::string_view JsonReason(std::string_view exception_text);

}  // namespace ponder
