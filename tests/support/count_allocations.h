// Counts heap allocations of this process, by replacing operator new. Link count_allocations.cc.
#pragma once

#include <cstddef>

namespace ponder::testing {

// Calls of operator new so far, in all threads.
size_t NumAllocations();

}  // namespace ponder::testing
