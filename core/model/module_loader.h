// Finding a checkpoint's modules by name and opening them, whatever dialect named them:
// transformers keeps experts apart (experts.3.up_proj), MLX stacks them (switch_mlp.fc1).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/io/tensor_set.h"
#include "core/model/quant_config.h"
#include "core/model/weights.h"

namespace ponder {

class ModuleLoader {
 public:
  ModuleLoader(const TensorSet& tensors, const QuantConfig& quantization)
      : tensors_(tensors), quantization_(quantization) {}

  // "backbone." or "model.", whichever the checkpoint uses.
  Result<std::string> Prefix() const;

  Result<std::unique_ptr<Weight>> Matrix(ModuleRole role, const std::string& path, size_t rows,
                                         size_t cols);

  // The same projection of every expert of the layer whose modules start with `mixer`.
  Result<std::vector<std::unique_ptr<Weight>>> Experts(const std::string& mixer,
                                                       const std::string& name,
                                                       const std::string& stacked_name,
                                                       size_t num_experts, size_t rows,
                                                       size_t cols);

  // A small tensor of any float type, as f32.
  Result<std::vector<float>> Floats(const std::string& name,
                                    const std::vector<uint64_t>& shape) const;
  Result<std::vector<float>> FloatsOfEither(const std::string& name,
                                            const std::vector<uint64_t>& shape,
                                            const std::vector<uint64_t>& other_shape) const;

  std::vector<ModuleInfo> TakeInventory() { return std::move(inventory_); }

 private:
  Result<OpenedModule> Open(ModuleRole role, const std::string& path, size_t num_experts,
                            size_t rows, size_t cols);
  void Record(ModuleRole role, const std::string& path, const OpenedModule& module);

  const TensorSet& tensors_;
  const QuantConfig& quantization_;
  std::vector<ModuleInfo> inventory_;
};

}  // namespace ponder
