#include "core/engine/prefault.h"

#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace ponder {
namespace {

constexpr size_t kStepBytes = size_t{64} << 20;
constexpr uintptr_t kPageBytes = 4096;

// Maps the pages that hold [begin, begin + size). A kernel that cannot (before 5.14) is no error:
// the pages come when they are touched.
Status MapPages(const std::byte* begin, size_t size) {
  const uintptr_t start = reinterpret_cast<uintptr_t>(begin) & ~(kPageBytes - 1);
  const size_t length = reinterpret_cast<uintptr_t>(begin) + size - start;
  if (madvise(reinterpret_cast<void*>(start), length, MADV_POPULATE_READ) == 0 || errno == EINVAL ||
      errno == ENOSYS) {
    return {};
  }
  return Fail(ErrorCode::kModel, "", "cannot read the weights ({}); the file is damaged or shrank",
              std::strerror(errno));
}

}  // namespace

Status Prefault(const std::vector<Blob>& files, const LoadProgressFn& progress,
                std::stop_token stop) {
  uint64_t total = 0;
  for (const Blob& file : files) total += file.bytes.size();
  uint64_t done = 0;
  for (const Blob& file : files) {
    if (!file.owner) continue;  // in memory already
    for (size_t at = 0; at < file.bytes.size(); at += kStepBytes) {
      if (stop.stop_requested()) return Fail(ErrorCode::kCancelled, "", "loading was stopped");
      const size_t size = std::min(kStepBytes, file.bytes.size() - at);
      TRY(MapPages(file.bytes.data() + at, size));
      done += size;
      if (progress) progress(done, total);
    }
  }
  return {};
}

}  // namespace ponder
