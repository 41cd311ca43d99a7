// Code blocks of a Markdown text, for /copy.
#pragma once

#include <string>
#include <string_view>

namespace ponder {

// What stands between the last pair of fences; empty if there is none.
std::string LastCodeBlock(std::string_view markdown);

}  // namespace ponder
