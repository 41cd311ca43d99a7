// Any bytes as a module's tensors, behind six bytes that say what the model needs of it: weights of
// that shape whose rows can be decoded, or a message.
#include <span>
#include <vector>

#include "core/base/check.h"
#include "core/quant/format.h"

namespace {

using namespace ponder;

constexpr size_t kHeadBytes = 6;
constexpr const char* kModes[] = {"", "affine", "turboquant", "mxfp4"};

void CheckWeights(const ModuleRequest& request, const OpenedModule& module) {
  CHECK(module.weights.size() == std::max<size_t>(request.num_experts, 1));
  for (const auto& weight : module.weights) {
    CHECK(weight->rows() == request.rows && weight->cols() == request.cols);
    CHECK(!module.format->label(*weight).empty());
    std::vector<float> row(weight->cols());
    for (size_t r = 0; r < weight->rows(); ++r) weight->DecodeRow(r, row.data());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < kHeadBytes) return 0;
  auto parsed = ParseSafetensors(std::as_bytes(std::span(data, size)).subspan(kHeadBytes), "fuzz");
  if (!parsed) return 0;
  const auto tensors = TensorSet::FromViews(std::move(*parsed));
  if (!tensors) return 0;
  const ModuleRequest request{.tensors = *tensors,
                              .path = "m",
                              .num_experts = data[0] % 4u,
                              .rows = data[1],
                              .cols = size_t{data[2]} * (data[3] % 2 ? 32 : 1),
                              .hints = {.mode = kModes[data[3] / 2 % 4],
                                        .bits = data[4],
                                        .group_size = data[5],
                                        .rotation = data[3] / 8 % 2 ? "none" : ""}};
  const auto module = OpenModule(request);
  if (module) {
    CheckWeights(request, *module);
  } else {
    CHECK(!Describe(module.error()).empty());
  }
  return 0;
}
