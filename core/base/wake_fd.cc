#include "core/base/wake_fd.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "core/base/check.h"

namespace ponder {

WakeFd::WakeFd() : fd_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) { CHECK(fd_ >= 0); }

WakeFd::~WakeFd() { close(fd_); }

void WakeFd::Wake() const {
  const int saved_errno = errno;
  const uint64_t one = 1;
  // A full counter means a wake-up is pending already, so the result does not matter.
  [[maybe_unused]] const ssize_t written = write(fd_, &one, sizeof one);
  errno = saved_errno;
}

void WakeFd::Clear() const {
  uint64_t count;
  [[maybe_unused]] const ssize_t got = read(fd_, &count, sizeof count);
}

}  // namespace ponder
