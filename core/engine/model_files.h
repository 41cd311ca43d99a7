// Opening a checkpoint folder: config, tensors, weights, with the memory checked before anything
// is loaded. No tokenizer needed; engine.h adds that.
#pragma once

#include <memory>
#include <stop_token>

#include "core/engine/memory_check.h"
#include "core/engine/prefault.h"
#include "core/io/folder.h"
#include "core/model/forward.h"

namespace ponder {

struct LoadOptions {
  size_t context = 0;  // tokens; 0 = DefaultContext
  KvKind kv_kind = KvKind::kF16;
  bool ignore_memory = false;  // load even what does not fit
};

// A model and the mapped files its weights point into. Immutable, shared, any thread.
struct ModelFiles {
  Model model;
  TensorSet tensors;
  std::vector<ModuleInfo> inventory;
  size_t context = 0;  // tokens that a Timeline may hold

  uint64_t num_parameters() const;
  // Bytes of weights that one decoded token reads.
  double bytes_per_token() const;
  // "TurboQuant 3/2 bit", the formats of most of the weights.
  std::string format_text() const;
};

// What the model was made for, at most 32,768 tokens.
size_t DefaultContext(const ModelConfig& config);

Result<ModelConfig> LoadModelConfig(const Folder& folder);

// Errors: kModel, kMemory (see CheckMemory), kCancelled.
Result<std::shared_ptr<const ModelFiles>> LoadModelFiles(const Folder& folder,
                                                         const LoadOptions& options,
                                                         const LoadProgressFn& progress = {},
                                                         std::stop_token stop = {});

}  // namespace ponder
