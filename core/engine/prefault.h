// Bringing mapped files into memory before they are needed, with progress: the first answer does
// not wait for the disk, and a file that cannot be read is an error now, not a signal later.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include "core/base/result.h"
#include "core/io/mapped_file.h"

namespace ponder {

using LoadProgressFn = std::function<void(uint64_t done_bytes, uint64_t total_bytes)>;

// Errors: kModel where a file shrank or its disk failed, kCancelled.
Status Prefault(const std::vector<Blob>& files, const LoadProgressFn& progress,
                std::stop_token stop);

}  // namespace ponder
