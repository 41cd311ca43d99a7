// The escapes in a string literal of a template, which are Python's.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace ponder::jinja {

// What the literal between the quotes stands for. Errors: an escape that is cut short or means no
// character.
Result<std::string> ResolveEscapes(std::string_view literal);

}  // namespace ponder::jinja
