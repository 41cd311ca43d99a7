#include "core/quant/module_tensors.h"

#include <algorithm>

#include "core/quant/stored_floats.h"

namespace ponder {

std::string TensorName(const ModuleRequest& request, std::string_view suffix) {
  return fmt::format("{}.{}", request.path, suffix);
}

std::vector<uint64_t> StackedShape(const ModuleRequest& request,
                                   std::initializer_list<uint64_t> inner) {
  std::vector<uint64_t> shape(inner);
  if (request.num_experts > 0) shape.insert(shape.begin(), request.num_experts);
  return shape;
}

Result<const TensorView*> RequireTensor(const ModuleRequest& request, std::string_view suffix,
                                        std::initializer_list<DType> dtypes) {
  const TensorView* tensor = request.Find(suffix);
  if (!tensor) {
    return Fail(ErrorCode::kModel, TensorName(request, suffix),
                "the tensor is missing; the checkpoint is incomplete");
  }
  if (std::find(dtypes.begin(), dtypes.end(), tensor->dtype) == dtypes.end()) {
    std::vector<std::string_view> names;
    for (DType dtype : dtypes) names.push_back(Name(dtype));
    return Fail(ErrorCode::kModel, tensor->name, "expected {}, found {} {}",
                fmt::join(names, " or "), Name(tensor->dtype), ShapeText(tensor->shape));
  }
  return tensor;
}

Status RequireShape(const TensorView& tensor, const std::vector<uint64_t>& shape) {
  if (tensor.shape == shape) return {};
  return Fail(ErrorCode::kModel, tensor.name, "expected shape {}, found {}", ShapeText(shape),
              ShapeText(tensor.shape));
}

Result<size_t> RequireRows(const ModuleRequest& request, const TensorView& tensor,
                           std::string_view what) {
  std::vector<uint64_t> shape = StackedShape(request, {request.rows, 0});
  if (tensor.shape.size() == shape.size()) shape.back() = tensor.shape.back();
  TRY(RequireShape(tensor, shape));
  if (shape.back() == 0) {
    return Fail(ErrorCode::kModel, tensor.name, "expected at least one {} per row, found shape {}",
                what, ShapeText(tensor.shape));
  }
  return shape.back();
}

Bytes ExpertPart(const ModuleRequest& request, const TensorView& tensor, size_t expert) {
  const size_t size = tensor.data.size() / NumWeights(request);
  return tensor.data.subspan(expert * size, size);
}

size_t NumWeights(const ModuleRequest& request) {
  return request.num_experts > 0 ? request.num_experts : 1;
}

std::vector<float> WidenedFloats(const TensorView& tensor) {
  std::vector<float> values(tensor.num_elements());
  WidenFloats(tensor.dtype, tensor.data.data(), values.size(), values.data());
  return values;
}

}  // namespace ponder
