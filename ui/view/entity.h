// Character references of Markdown: "&amp;", "&#65;", "&#x41;".
#pragma once

#include <string>
#include <string_view>

namespace ponder {

// The character, or the reference as it was written if it is none of the common ones.
std::string DecodeEntity(std::string_view entity);

}  // namespace ponder
