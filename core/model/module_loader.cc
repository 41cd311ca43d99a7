#include "core/model/module_loader.h"

#include "core/quant/module_tensors.h"

namespace ponder {
namespace {

bool HasModule(const TensorSet& tensors, const std::string& path) {
  return tensors.Find(path + ".weight") != nullptr;
}

}  // namespace

Result<std::string> ModuleLoader::Prefix() const {
  for (const char* prefix : {"backbone.", "model."}) {
    if (HasModule(tensors_, std::string(prefix) + "embeddings")) return prefix;
  }
  return Fail(ErrorCode::kModel, "backbone.embeddings.weight",
              "no such tensor (nor model.embeddings.weight); expected the tensor names of a "
              "nemotron_h checkpoint");
}

Result<OpenedModule> ModuleLoader::Open(ModuleRole role, const std::string& path,
                                        size_t num_experts, size_t rows, size_t cols) {
  OpenedModule module =
      TRY(OpenModule({tensors_, path, num_experts, rows, cols, quantization_.For(path)}));
  Record(role, path, module);
  return module;
}

void ModuleLoader::Record(ModuleRole role, const std::string& path, const OpenedModule& module) {
  const Weight& first = *module.weights.front();
  ModuleInfo info{path,         role,         module.format,        module.format->label(first),
                  first.rows(), first.cols(), module.weights.size()};
  for (const auto& weight : module.weights) info.bytes += weight->stored_bytes();
  inventory_.push_back(std::move(info));
}

Result<std::unique_ptr<Weight>> ModuleLoader::Matrix(ModuleRole role, const std::string& path,
                                                     size_t rows, size_t cols) {
  OpenedModule module = TRY(Open(role, path, 0, rows, cols));
  return std::move(module.weights.front());
}

Result<std::vector<std::unique_ptr<Weight>>> ModuleLoader::Experts(const std::string& mixer,
                                                                   const std::string& name,
                                                                   const std::string& stacked_name,
                                                                   size_t num_experts, size_t rows,
                                                                   size_t cols) {
  const std::string stacked = mixer + "switch_mlp." + stacked_name;
  if (HasModule(tensors_, stacked)) {
    return TRY(Open(ModuleRole::kExperts, stacked, num_experts, rows, cols)).weights;
  }
  std::vector<std::unique_ptr<Weight>> experts;
  for (size_t e = 0; e < num_experts; ++e) {
    const std::string path = mixer + "experts." + std::to_string(e) + "." + name;
    experts.push_back(TRY(Matrix(ModuleRole::kExperts, path, rows, cols)));
    if (!SameInput(*experts.front(), *experts.back(), Numerics::kFast)) {
      return Fail(ErrorCode::kModel, path,
                  "is stored in another way than expert 0; expected all experts of a layer alike");
    }
  }
  return experts;
}

Result<std::vector<float>> ModuleLoader::Floats(const std::string& name,
                                                const std::vector<uint64_t>& shape) const {
  return FloatsOfEither(name, shape, shape);
}

Result<std::vector<float>> ModuleLoader::FloatsOfEither(
    const std::string& name, const std::vector<uint64_t>& shape,
    const std::vector<uint64_t>& other_shape) const {
  const TensorView* tensor = tensors_.Find(name);
  if (!tensor) return Fail(ErrorCode::kModel, name, "missing; the checkpoint is incomplete");
  if (tensor->shape != shape && tensor->shape != other_shape) {
    return Fail(ErrorCode::kModel, name, "want {}, file has {}", ShapeText(shape),
                ShapeText(tensor->shape));
  }
  if (tensor->dtype != DType::kF32 && tensor->dtype != DType::kBF16 &&
      tensor->dtype != DType::kF16) {
    return Fail(ErrorCode::kModel, name, "expected F32, BF16 or F16, found {}",
                Name(tensor->dtype));
  }
  return WidenedFloats(*tensor);
}

}  // namespace ponder
