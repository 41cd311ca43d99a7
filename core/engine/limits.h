// How much the engine keeps and takes at once; memory is estimated by the same numbers.
#pragma once

#include <cstddef>

namespace ponder {

// Checkpoints of a conversation's state; beyond these the oldest are dropped.
inline constexpr size_t kMaxCheckpoints = 8;

// Tokens taken in at once unless told otherwise.
inline constexpr size_t kDefaultChunk = 512;

}  // namespace ponder
