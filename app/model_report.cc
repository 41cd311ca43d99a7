#include "app/model_report.h"

#include <algorithm>
#include <map>

#include "core/base/byte_text.h"
#include "core/engine/limits.h"
#include "core/engine/model_files.h"

namespace ponder {
namespace {

// "31.6 B", "4.9 M", "512".
std::string FormatCount(double count) {
  if (count >= 1e9) return fmt::format("{:.1f} B", count / 1e9);
  if (count >= 1e6) return fmt::format("{:.1f} M", count / 1e6);
  if (count >= 1e4) return fmt::format("{:.0f} k", count / 1e3);
  return fmt::format("{:.0f}", count);
}

}  // namespace

Result<ModelOutline> OutlineModel(std::string name, const Folder& folder) {
  ModelOutline model;
  model.name = std::move(name);
  model.config = TRY(LoadModelConfig(folder));
  model.tensors = TRY(TensorSet::Open(folder));
  model.weights = TRY(LoadWeights(model.tensors, model.config));
  return model;
}

std::string DescribeLayers(const ModelConfig& config) {
  std::string text;
  for (const MixerKind kind :
       {MixerKind::kMamba2, MixerKind::kAttention, MixerKind::kMoe, MixerKind::kMlp}) {
    const size_t count = config.num_layers(kind);
    if (count == 0) continue;
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {}", count, Name(kind));
  }
  return text;
}

std::string DescribeWeights(const std::vector<ModuleInfo>& inventory) {
  struct Sum {
    double parameters = 0;
    double bytes = 0;
  };
  std::map<std::pair<ModuleRole, std::string>, Sum> sums;
  for (const ModuleInfo& module : inventory) {
    std::string format(module.format->name);
    if (!module.label.empty() && module.label != format) format += " " + module.label;
    Sum& sum = sums[{module.role, std::move(format)}];
    sum.parameters += static_cast<double>(module.num_parameters());
    sum.bytes += static_cast<double>(module.bytes);
  }
  size_t columns = std::string_view("format").size();
  for (const auto& [key, sum] : sums) columns = std::max(columns, key.second.size());
  std::string text = fmt::format("  {:15} {:{}} {:>8} {:>8} {:>5}\n", "part", "format", columns,
                                 "numbers", "size", "bits");
  for (const auto& [key, sum] : sums) {
    text += fmt::format("  {:15} {:{}} {:>8} {:>8} {:>5.2f}\n", Name(key.first), key.second,
                        columns, FormatCount(sum.parameters), FormatBytes(sum.bytes),
                        8 * sum.bytes / std::max(sum.parameters, 1.0));
  }
  return text;
}

MemoryNeed NeedAt(const ModelOutline& model, size_t context) {
  return EstimateMemory(model.config, model.tensors.data_bytes(),
                        ShapeOfState(model.config, context, KvKind::kF16), kDefaultChunk);
}

std::string DescribeMemory(const ModelOutline& model, const std::vector<size_t>& contexts,
                           const MachineMemory& machine) {
  std::string text = fmt::format("  {:>8} {:>10} {:>10} {:>10} {:>10} {:>10}\n", "context",
                                 "weights", "keys, vals", "state", "work", "total");
  for (const size_t context : contexts) {
    const MemoryNeed need = NeedAt(model, context);
    const bool fits = CheckMemory(need, machine, "").has_value();
    text += fmt::format("  {:>8} {:>10} {:>10} {:>10} {:>10} {:>10}  {}\n", context,
                        FormatBytes(need.weight_bytes), FormatBytes(need.kv_bytes),
                        FormatBytes(need.state_bytes), FormatBytes(need.workspace_bytes),
                        FormatBytes(need.total()), fits ? "fits" : "does not fit");
  }
  text += fmt::format("  this machine: {}, {} available now\n",
                      FormatBytes(static_cast<double>(machine.total_bytes)),
                      FormatBytes(static_cast<double>(machine.available_bytes)));
  return text;
}

}  // namespace ponder
