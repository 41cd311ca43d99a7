// What `ponder models info` and `fit` say about a checkpoint. Text in columns, made for people.
#pragma once

#include <string>
#include <vector>

#include "core/engine/memory_check.h"
#include "core/model/weights.h"

namespace ponder {

// A checkpoint looked at, not loaded: its weights are bound and checked, but nothing is read ahead.
struct ModelOutline {
  std::string name;
  ModelConfig config;
  TensorSet tensors;
  LoadedWeights weights;
};

// Errors: kModel, whatever would keep it from being opened.
Result<ModelOutline> OutlineModel(std::string name, const Folder& folder);

// "3 mamba2, 2 moe, 1 attention".
std::string DescribeLayers(const ModelConfig& config);

// One line per role and format: parameters, size, stored bits per parameter.
std::string DescribeWeights(const std::vector<ModuleInfo>& inventory);

// What it needs at each context, and whether `machine` has it.
std::string DescribeMemory(const ModelOutline& model, const std::vector<size_t>& contexts,
                           const MachineMemory& machine);

// At `context` tokens.
MemoryNeed NeedAt(const ModelOutline& model, size_t context);

}  // namespace ponder
