// Quantisations that are known by sight but not read: enough to say which it is.
#include "core/quant/format.h"
#include "core/quant/formats/formats.h"
#include "core/quant/module_tensors.h"

namespace ponder {
namespace {

std::string WhatWorks() {
  std::string text = "what works:";
  const char* separator = " ";
  for (const Format* format : Formats()) {
    text += separator + std::string(format->name);
    separator = ", ";
  }
  return text;
}

// A companion tensor that gives a quantisation away.
struct Sign {
  std::string_view suffix;
  std::string_view name;
};

constexpr Sign kSigns[] = {
    {"weight.nf4_packed", "NEO NF4"},
    {"weight.absmax", "bitsandbytes NF4 or FP4"},
    {"weight.quant_map", "bitsandbytes NF4 or FP4"},
    {"weight.SCB", "bitsandbytes int8"},
    {"weight_scale_2", "ModelOpt NVFP4"},
    {"weight_scale_inv", "block-scaled FP8"},
    {"weight_packed", "compressed-tensors"},
    {"weight_scale", "ModelOpt or compressed-tensors FP8 or int8"},
    {"qweight", "GPTQ or AWQ"},
    {"weight_blocks", "MXFP4 blocks"},
};

// The fp modes of MLX have U8 scales and differ in bits and group.
std::string_view MlxFpMode(const ModuleRequest& request, const TensorView& scales) {
  const TensorView* weight = request.Find("weight");
  if (!weight || weight->shape.empty() || scales.shape.empty() || scales.shape.back() == 0) {
    return "MLX fp (mxfp4, mxfp8 or nvfp4)";
  }
  if (weight->shape.back() == request.cols / 4) return "MLX mxfp8";
  return request.cols / scales.shape.back() == 16 ? "MLX nvfp4" : "MLX mxfp4";
}

std::string_view QuantisationOf(const ModuleRequest& request) {
  const TensorView* scales = request.Find("scales");
  if (scales && scales->dtype == DType::kU8) return MlxFpMode(request, *scales);
  for (const Sign& sign : kSigns) {
    if (request.Find(sign.suffix)) return sign.name;
  }
  return "";
}

}  // namespace

Error DescribeUnsupported(const ModuleRequest& request) {
  const std::string where = TensorName(request, "weight");
  if (const std::string_view name = QuantisationOf(request); !name.empty()) {
    return {ErrorCode::kModel,
            fmt::format("its quantisation is {}, which cannot be read; {}", name, WhatWorks()),
            where};
  }
  const TensorView* weight = request.Find("weight");
  if (!weight)
    return {ErrorCode::kModel, "the tensor is missing; the checkpoint is incomplete", where};
  const std::string mode =
      request.hints.mode.empty() ? "" : fmt::format(" (config.json says '{}')", request.hints.mode);
  return {ErrorCode::kModel,
          fmt::format("{} {} is no weight format that can be read{}; {}", Name(weight->dtype),
                      ShapeText(weight->shape), mode, WhatWorks()),
          where};
}

}  // namespace ponder
