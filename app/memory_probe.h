// What the system says about memory: this process and the whole machine.
#pragma once

#include <cstdint>

namespace ponder {

struct MemoryReading {
  uint64_t process_bytes = 0;      // resident
  uint64_t mapped_file_bytes = 0;  // of these, from files: the weights
  uint64_t page_faults = 0;        // since the start, those that read from disk
  uint64_t machine_bytes = 0;
  uint64_t available_bytes = 0;
  uint64_t swap_total_bytes = 0;
  uint64_t swap_used_bytes = 0;
};

// Zero where the system does not tell.
MemoryReading ReadMemory();

}  // namespace ponder
