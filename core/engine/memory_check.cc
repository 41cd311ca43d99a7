#include "core/engine/memory_check.h"

#include <algorithm>
#include <fstream>
#include <limits>

#include "core/base/byte_text.h"

namespace ponder {
namespace {

// Left to the program itself and to others.
constexpr double kMarginBytes = 100e6;

// Of a "key value" line in a file; 0 if there is none.
uint64_t ReadField(const char* path, std::string_view field) {
  std::ifstream file(path);
  std::string key;
  uint64_t value;
  while (file >> key >> value) {
    if (key == field) return value;
    file.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  }
  return 0;
}

uint64_t ReadNumber(const char* path) {
  uint64_t value = std::numeric_limits<uint64_t>::max();
  std::ifstream(path) >> value;  // "max" or a missing file leaves it unlimited
  return value;
}

double WorkspaceFloatsPerToken(const ModelConfig& config) {
  const auto size = [](size_t n) { return static_cast<double>(n); };
  const double mamba =
      size(config.in_proj_size()) + size(config.conv_dim()) + 2 * size(config.mamba_inner_size());
  const double attention = 2 * size(config.head_dim) *
                           (size(config.num_attention_heads) + size(config.num_key_value_heads));
  const double moe =
      size(config.num_experts_per_tok) *
          (2 * size(config.moe_intermediate_size) + size(config.expert_input_size())) +
      2 * size(config.n_routed_experts) + 2 * size(config.moe_shared_expert_intermediate_size);
  const double mlp = 2 * size(config.intermediate_size);
  return 5 * size(config.hidden_size) + std::max({mamba, attention, moe, mlp});
}

double CheckpointBytes(const ModelConfig& config, const StateShape& state) {
  constexpr double kCopiesOfLiveState = 2;
  return state.recurrent_bytes() / kCopiesOfLiveState +
         sizeof(float) * static_cast<double>(config.vocab_size);
}

}  // namespace

MachineMemory ReadMachineMemory() {
  MachineMemory machine;
  machine.total_bytes = ReadField("/proc/meminfo", "MemTotal:") * 1024;
  machine.available_bytes = ReadField("/proc/meminfo", "MemAvailable:") * 1024;
  const uint64_t limit = ReadNumber("/sys/fs/cgroup/memory.max");
  if (limit < machine.total_bytes) {
    const char* stat = "/sys/fs/cgroup/memory.stat";
    const uint64_t cache = ReadField(stat, "inactive_file") + ReadField(stat, "active_file");
    const uint64_t current = ReadNumber("/sys/fs/cgroup/memory.current");
    const uint64_t used = current - std::min(current, cache);
    machine.total_bytes = limit;
    machine.available_bytes = std::min(machine.available_bytes, limit - std::min(limit, used));
  }
  return machine;
}

MemoryNeed EstimateMemory(const ModelConfig& config, uint64_t weight_bytes, const StateShape& state,
                          size_t chunk) {
  MemoryNeed need;
  need.weight_bytes = static_cast<double>(weight_bytes);
  need.state_bytes = state.recurrent_bytes() + kMaxCheckpoints * CheckpointBytes(config, state);
  need.kv_bytes = state.kv_bytes_per_token() * static_cast<double>(state.capacity);
  need.workspace_bytes =
      sizeof(float) * WorkspaceFloatsPerToken(config) * static_cast<double>(chunk);
  return need;
}

Status CheckMemory(const MemoryNeed& need, const MachineMemory& machine, const std::string& where) {
  if (need.total() + kMarginBytes <= static_cast<double>(machine.available_bytes)) return {};
  return Fail(
      ErrorCode::kMemory, where,
      "needs {} (weights {}, context {}, state {}, work space {}), but of this machine's {} "
      "only {} are available; take a smaller context or a smaller checkpoint, or --force",
      FormatBytes(need.total()), FormatBytes(need.weight_bytes), FormatBytes(need.kv_bytes),
      FormatBytes(need.state_bytes), FormatBytes(need.workspace_bytes),
      FormatBytes(static_cast<double>(machine.total_bytes)),
      FormatBytes(static_cast<double>(machine.available_bytes)));
}

}  // namespace ponder
