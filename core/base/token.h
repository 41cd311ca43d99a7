// The id of a token in a model's vocabulary.
#pragma once

#include <cstdint>

namespace ponder {

using TokenId = int32_t;

}  // namespace ponder
