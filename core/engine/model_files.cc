#include "core/engine/model_files.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace ponder {
namespace {

constexpr size_t kMaxConfigBytes = 16 << 20;
constexpr size_t kDefaultContext = 32768;

// "3 bit, group 64" -> "3", "BF16" -> "BF16"
std::string ShortLabel(const std::string& label) {
  return label.substr(0, std::min(label.find(" bit"), label.find(',')));
}

}  // namespace

size_t DefaultContext(const ModelConfig& config) {
  return config.max_position_embeddings ? std::min(config.max_position_embeddings, kDefaultContext)
                                        : kDefaultContext;
}

Result<ModelConfig> LoadModelConfig(const Folder& folder) {
  if (!folder.Has("config.json")) {
    return Fail(ErrorCode::kModel, folder.Where("config.json"),
                "no such file; expected the folder of a Nemotron-3 checkpoint");
  }
  const std::string text = TRY(ReadText(folder, "config.json", kMaxConfigBytes));
  return ParseModelConfig(text, folder.Where("config.json"));
}

Result<std::shared_ptr<const ModelFiles>> LoadModelFiles(const Folder& folder,
                                                         const LoadOptions& options,
                                                         const LoadProgressFn& progress,
                                                         std::stop_token stop) {
  auto files = std::make_shared<ModelFiles>();
  files->model.config = TRY(LoadModelConfig(folder));
  const ModelConfig& config = files->model.config;
  files->tensors = TRY(TensorSet::Open(folder));
  files->context = options.context ? options.context : DefaultContext(config);

  LoadedWeights loaded = TRY(LoadWeights(files->tensors, config));
  files->model.weights = std::move(loaded.weights);
  files->inventory = std::move(loaded.inventory);

  const StateShape state = ShapeOfState(config, files->context, options.kv_kind);
  const MemoryNeed need = EstimateMemory(config, files->tensors.data_bytes(), state, kDefaultChunk);
  const Status fits = CheckMemory(need, ReadMachineMemory(), folder.Where(""));
  if (!fits && !options.ignore_memory) return tl::unexpected(fits.error());
  // What does not fit would only push itself out again.
  if (fits) TRY(Prefault(files->tensors.files(), progress, stop));
  return files;
}

uint64_t ModelFiles::num_parameters() const {
  uint64_t sum = 0;
  for (const ModuleInfo& module : inventory) sum += module.num_parameters();
  return sum;
}

std::string ModelFiles::format_text() const {
  std::map<const Format*, uint64_t> bytes_of_format;
  for (const ModuleInfo& module : inventory) bytes_of_format[module.format] += module.bytes;
  const Format* main = std::ranges::max_element(bytes_of_format, {}, [](const auto& entry) {
                         return entry.second;
                       })->first;
  std::set<std::string, std::greater<>> labels;
  bool has_bits = false;
  for (const ModuleInfo& module : inventory) {
    if (module.format != main) continue;
    labels.insert(ShortLabel(module.label));
    has_bits |= module.label.find(" bit") != std::string::npos;
  }
  if (!has_bits) return std::string(main->name);
  return fmt::format("{} {} bit", main->name, fmt::join(labels, "/"));
}

double ModelFiles::bytes_per_token() const {
  const ModelConfig& config = model.config;
  double sum = 0;
  for (const ModuleInfo& module : inventory) {
    const auto bytes = static_cast<double>(module.bytes);
    if (module.role == ModuleRole::kExperts) {
      sum += bytes * static_cast<double>(config.num_experts_per_tok) /
             static_cast<double>(config.n_routed_experts);
    } else if (module.role == ModuleRole::kEmbeddings && !config.tie_word_embeddings) {
      sum += bytes / static_cast<double>(config.vocab_size);
    } else {
      sum += bytes;
    }
  }
  return sum;
}

}  // namespace ponder
