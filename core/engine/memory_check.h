// Will it fit? The memory a model needs, component by component, against what the machine has.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/engine/limits.h"
#include "core/model/forward.h"

namespace ponder {

// In double: numbers from a hostile file must not wrap around.
struct MemoryNeed {
  double weight_bytes = 0;     // mapped from the checkpoint
  double state_bytes = 0;      // recurrent state and its checkpoints
  double kv_bytes = 0;         // keys and values for the whole context
  double workspace_bytes = 0;  // activations of one chunk

  double total() const { return weight_bytes + state_bytes + kv_bytes + workspace_bytes; }
};

struct MachineMemory {
  uint64_t total_bytes = 0;
  uint64_t available_bytes = 0;  // what a new program may use, page cache included
};

// From /proc/meminfo, and the control group's limit where there is one.
MachineMemory ReadMachineMemory();

MemoryNeed EstimateMemory(const ModelConfig& config, uint64_t weight_bytes, const StateShape& state,
                          size_t chunk);

// Errors: kMemory, with the numbers and what to do.
Status CheckMemory(const MemoryNeed& need, const MachineMemory& machine, const std::string& where);

}  // namespace ponder
