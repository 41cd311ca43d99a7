// MLX affine: weight = scale * code + bias per group of columns.
//
//   path.weight  U32 [rows, cols * bits / 32]    one LSB-first bit stream of codes per row
//   path.scales  BF16, F16 or F32 [rows, cols / group]
//   path.biases  the same
//
// Bits are 2, 3, 4, 5, 6 or 8, groups 32, 64 or 128; both follow from the shapes. Source: mlx
// 0.32.4 (mx.quantize, mode "affine").
#include "core/quant/coded_weight.h"
#include "core/quant/formats/formats.h"
#include "core/quant/module_tensors.h"

namespace ponder {
namespace {

struct Layout {
  int bits;
  size_t group;
};

// fp modes (mxfp4 and its like) have U8 scales and no biases.
bool Recognises(const ModuleRequest& request) {
  const TensorView* scales = request.Find("scales");
  if (!scales) return request.Find("biases") != nullptr;
  return scales->dtype != DType::kU8;
}

// The bits that make `words` 32-bit words of `cols` codes, or 0.
int BitsOf(size_t words, size_t cols) {
  for (int bits : {2, 3, 4, 5, 6, 8}) {
    if (cols % 32 == 0 && words == cols / 32 * static_cast<size_t>(bits)) return bits;
  }
  return 0;
}

Result<int> ReadBits(const ModuleRequest& request, const TensorView& weight) {
  const size_t words = TRY(RequireRows(request, weight, "word"));
  const int bits = BitsOf(words, request.cols);
  if (bits == 0) {
    return Fail(ErrorCode::kModel, weight.name,
                "{} columns take {} words at 2 bits, {} at 4, {} at 8 (also 3, 5, 6); found {}",
                request.cols, request.cols / 16, request.cols / 8, request.cols / 4, words);
  }
  return bits;
}

Result<size_t> ReadGroup(const ModuleRequest& request, const TensorView& scales) {
  const size_t groups = TRY(RequireRows(request, scales, "scale"));
  for (size_t group : {32, 64, 128}) {
    if (request.cols == groups * group) return group;
  }
  return Fail(ErrorCode::kModel, scales.name,
              "expected one scale for 32, 64 or 128 of {} columns, found {} scales per row",
              request.cols, groups);
}

// A TurboQuant checkpoint may hold affine embeddings; its bits and group are not about them.
Status CheckHints(const ModuleRequest& request, const Layout& found) {
  const QuantHints& hints = request.hints;
  if (hints.mode == "turboquant") return {};
  if (!hints.mode.empty() && hints.mode != "affine") {
    return Fail(ErrorCode::kModel, request.path,
                "config.json says its quantisation is '{}', but its tensors are affine",
                hints.mode);
  }
  const auto group = static_cast<size_t>(hints.group_size);
  if ((hints.bits != 0 && hints.bits != found.bits) || (group != 0 && group != found.group)) {
    return Fail(
        ErrorCode::kModel, request.path,
        "config.json says {} bits in groups of {}, its tensors have {} bits in groups of {}",
        hints.bits, hints.group_size, found.bits, found.group);
  }
  return {};
}

Result<std::vector<std::unique_ptr<Weight>>> Open(const ModuleRequest& request) {
  const TensorView& weight = *TRY(RequireTensor(request, "weight", {DType::kU32}));
  const TensorView& scales =
      *TRY(RequireTensor(request, "scales", {DType::kBF16, DType::kF16, DType::kF32}));
  const TensorView& biases = *TRY(RequireTensor(request, "biases", {scales.dtype}));
  Layout layout;
  layout.bits = TRY(ReadBits(request, weight));
  layout.group = TRY(ReadGroup(request, scales));
  TRY(RequireShape(biases, scales.shape));
  TRY(CheckHints(request, layout));

  std::vector<std::unique_ptr<Weight>> weights;
  for (size_t expert = 0; expert < NumWeights(request); ++expert) {
    weights.push_back(std::make_unique<CodedWeight>(
        request.rows, request.cols,
        CodedMatrix{.packing = {Packing::Layout::kStream, layout.bits},
                    .codes = ExpertPart(request, weight, expert).data(),
                    .group = layout.group,
                    .scale_dtype = scales.dtype,
                    .scales = ExpertPart(request, scales, expert).data(),
                    .biases = ExpertPart(request, biases, expert).data(),
                    .codebook = nullptr}));
  }
  return weights;
}

std::string Label(const Weight& weight) {
  const CodedMatrix& matrix = static_cast<const CodedWeight&>(weight).matrix();
  return fmt::format("{} bit, group {}", matrix.packing.bits, matrix.group);
}

}  // namespace

constexpr Format kAffineFormat = {"affine", "MLX affine, 2 to 8 bit (also oQ)", Recognises, Open,
                                  Label};

}  // namespace ponder
