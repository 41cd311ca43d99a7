#include "core/io/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ponder {

Result<Blob> MapFile(const std::string& path) {
  // O_NONBLOCK: opening a pipe that nobody writes must not hang.
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return Fail(ErrorCode::kModel, path, "cannot open: {}", std::strerror(errno));
  struct stat info;
  const bool regular = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
  const auto size = regular ? static_cast<size_t>(info.st_size) : 0;
  if (!regular || size == 0) {
    close(fd);
    if (regular) return Blob{};
    return Fail(ErrorCode::kModel, path, "expected a regular file");
  }
  void* address = mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
  const int map_errno = errno;
  close(fd);
  if (address == MAP_FAILED) {
    return Fail(ErrorCode::kModel, path, "cannot map: {}", std::strerror(map_errno));
  }
  std::shared_ptr<const void> owner(
      address, [size](const void* mapped) { munmap(const_cast<void*>(mapped), size); });
  return Blob{{static_cast<const std::byte*>(address), size}, std::move(owner)};
}

}  // namespace ponder
