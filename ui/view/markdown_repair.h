// Keeps LaTeX between \( \) and \[ \] away from the Markdown parser, which would eat its
// backslashes and take its stars and underscores for emphasis.
#pragma once

#include <string>
#include <string_view>

namespace ponder {

// Keeps LaTeX between \( \) and \[ \] away from the parser, which would eat its backslashes and
// take its stars and underscores for emphasis: ASCII punctuation becomes private characters
// (U+10FF00 up).
std::string ProtectMath(std::string_view markdown);

// Private characters become the punctuation again.
std::string UnprotectMath(std::string_view text);

// md4c wants three dashes a column below a table's header, writers are content with one: "|-|:-|".
std::string WidenTableRules(std::string markdown);

}  // namespace ponder
