// The weights of a model, bound to the tensors of its checkpoint and checked against its config.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/io/tensor_set.h"
#include "core/model/attention.h"
#include "core/model/mamba2.h"
#include "core/model/mlp.h"
#include "core/model/moe.h"

namespace ponder {

struct LayerWeights {
  std::vector<float> norm;  // [hidden_size]
  std::variant<Mamba2Weights, AttentionWeights, MoeWeights, MlpWeights> mixer;
};

struct ModelWeights {
  std::unique_ptr<Weight> embeddings;  // [vocab_size, hidden_size]
  std::vector<LayerWeights> layers;
  std::vector<float> final_norm;    // [hidden_size]
  std::unique_ptr<Weight> lm_head;  // [vocab_size, hidden_size]; null if tied to embeddings

  const Weight& output() const { return lm_head ? *lm_head : *embeddings; }
};

// What part a module plays, for summaries.
enum class ModuleRole : uint8_t {
  kEmbeddings,
  kLmHead,
  kMamba,
  kAttention,
  kExperts,
  kSharedExpert,
  kLatent,
  kMlp,
  kRouter,
};

std::string_view Name(ModuleRole role);

// One line of the inventory: a matrix, or all experts of a layer's projection.
struct ModuleInfo {
  std::string path;
  ModuleRole role;
  const Format* format;
  std::string label;  // "3 bit, group 64"
  size_t rows = 0;
  size_t cols = 0;
  size_t num_matrices = 1;
  uint64_t bytes = 0;  // stored

  uint64_t num_parameters() const { return uint64_t{rows} * cols * num_matrices; }
};

struct LoadedWeights {
  ModelWeights weights;
  std::vector<ModuleInfo> inventory;
};

// The weights point into `tensors`' files, which must outlive them. Errors: kModel, naming tensor,
// expected and found.
Result<LoadedWeights> LoadWeights(const TensorSet& tensors, const ModelConfig& config);

}  // namespace ponder
