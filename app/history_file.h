// The lines typed into the chat, kept between runs. One entry a line; line breaks and backslashes
// in an entry are written as \n and \\.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace ponder {

// Oldest first, at most the newest `max_entries`. A file that does not exist has none. Broken UTF-8
// becomes U+FFFD.
Result<std::vector<std::string>> ReadHistory(const std::string& path, size_t max_entries);

// Adds one entry; several programs may do so at once. Makes the folder and the file, for the owner
// only.
Status AppendHistory(const std::string& path, std::string_view entry);

// Keeps the newest `max_entries` of a file that has grown to twice that.
Status TrimHistory(const std::string& path, size_t max_entries);

}  // namespace ponder
