// Which known name a person may have meant.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace ponder {

// The known name with the fewest letters changed, added, left out or swapped: at most two, and
// fewer than half of the name.
std::optional<std::string_view> NearestName(std::string_view name,
                                            std::span<const std::string_view> known);

}  // namespace ponder
