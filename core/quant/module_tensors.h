// What formats share when they look at a module's tensors: finding, checking, cutting into experts.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/quant/format.h"

namespace ponder {

// "backbone.layers.3.mixer.in_proj.scales"
std::string TensorName(const ModuleRequest& request, std::string_view suffix);

// The shape of a tensor that holds `inner` once per expert, or once if the module has none.
std::vector<uint64_t> StackedShape(const ModuleRequest& request,
                                   std::initializer_list<uint64_t> inner);

// The tensor path.suffix, which must have one of these dtypes. Errors: kModel.
Result<const TensorView*> RequireTensor(const ModuleRequest& request, std::string_view suffix,
                                        std::initializer_list<DType> dtypes);
// Errors: kModel if the tensor's shape is another.
Status RequireShape(const TensorView& tensor, const std::vector<uint64_t>& shape);

// The last extent of a tensor [rows, n] or [num_experts, rows, n], whose other extents must be
// those of the module. Errors: kModel, also for n = 0. `what` says what n counts, for the message.
Result<size_t> RequireRows(const ModuleRequest& request, const TensorView& tensor,
                           std::string_view what);

// The bytes of one expert's part (the whole tensor where there are no experts).
Bytes ExpertPart(const ModuleRequest& request, const TensorView& tensor, size_t expert);

// 1, or num_experts.
size_t NumWeights(const ModuleRequest& request);

// F32, F16 or BF16 elements widened.
std::vector<float> WidenedFloats(const TensorView& tensor);

}  // namespace ponder
