// How fast this machine reads memory: what decoding can be measured against.
#pragma once

#include "core/base/thread_pool.h"

namespace ponder {

// GB/s (1e9 bytes) with all of the pool's threads reading 1 GiB of memory front to back, the best
// of a few passes; takes about half a second. Where there is less than 1 GiB to be had, less is
// read.
double MeasureReadBandwidth(ThreadPool& pool);

}  // namespace ponder
