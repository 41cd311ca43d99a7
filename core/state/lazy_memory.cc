#include "core/state/lazy_memory.h"

#include <sys/mman.h>

#include <new>

namespace ponder {

LazyMemory::LazyMemory(size_t size_bytes) : size_(size_bytes) {
  if (size_ == 0) return;
  data_ = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
               -1, 0);
  if (data_ == MAP_FAILED) {
    data_ = nullptr;
    throw std::bad_alloc();
  }
}

LazyMemory::~LazyMemory() {
  if (data_) munmap(data_, size_);
}

}  // namespace ponder
