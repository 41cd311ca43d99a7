// TurboQuant: rows are rotated, scaled per group and rounded to the levels of a codebook.
//
//   path.weight    U32 [rows, words]     floor(32 / bits) codes per word, or 20 ternary digits
//   path.scales    F16 [rows, cols / group]
//   path.codebook  F16 [2^bits], or [3] for ternary
//   path.signs     F16 [cols]            +1 or -1, of the input rotation (rotation.h)
//   path.qjl_packed U32 [rows, ceil(cols / 32)], qjl_norms F16 [rows], qjl_signs F16 [cols]:
//                  optional one-bit residual, never in stacked experts
//
// weight = level(code) * scale in the rotated basis; bits and group follow from the tensors, never
// from config.json. All experts of a module share codebook and signs.
// Source: turboquant-mlx-full 0.30.0.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/quant/coded_weight.h"
#include "core/quant/formats/formats.h"
#include "core/quant/module_tensors.h"
#include "core/quant/rotation.h"
#include "core/quant/stored_floats.h"

namespace ponder {
namespace {

using RotationPtr = std::shared_ptr<const Rotation>;

// The residual of every row as one bit per column of a second, further rotated basis.
struct Qjl {
  const std::byte* packed;  // [rows, ceil(cols / 32)] words, LSB first
  const std::byte* norms;   // F16 [rows]
  RotationPtr rotation;
};

class QjlWeight : public CodedWeight {
 public:
  QjlWeight(size_t rows, size_t cols, CodedMatrix matrix, RotationPtr rotation, Qjl qjl)
      : CodedWeight(rows, cols, std::move(matrix), std::move(rotation)), qjl_(std::move(qjl)) {}

  InputKind input_kind() const override { return InputKind::kFloat; }
  size_t scratch_bytes() const override { return decoded_scratch_bytes(); }

  size_t stored_bytes() const override {
    return CodedWeight::stored_bytes() + rows() * (packed_row_bytes() + sizeof(uint16_t));
  }

  // y += sqrt(pi / 2) / sqrt(cols) * norm * sum_i bit_i * Had(qjl_signs * x)_i, with bits +-1,
  // written as an addition to the row: Had is moved to the other side of the product.
  void DecodeRow(size_t row, float* out) const override {
    const std::byte* words = qjl_.packed + row * packed_row_bytes();
    for (size_t i = 0; i < cols(); ++i) {
      const auto word = LoadUnaligned<uint32_t>(words + i / 32 * sizeof(uint32_t));
      out[i] = (word >> (i % 32)) & 1 ? 1.0f : -1.0f;
    }
    qjl_.rotation->Undo(out);
    const float norm = StoredFloat(DType::kF16, qjl_.norms, row);
    const float factor =
        norm * std::sqrt(0.5f * std::numbers::pi_v<float> / static_cast<float>(cols()));
    for (size_t i = 0; i < cols(); ++i) out[i] *= factor;
    AddRow(row, out);
  }

  void Dot(RowRange rows, const PreparedInput& input, TokenList tokens, float* y, size_t y_stride,
           std::byte* scratch) const override {
    DotDecoded(rows, input, tokens, y, y_stride, scratch);
  }

 private:
  size_t packed_row_bytes() const { return DivCeil(cols(), 32) * sizeof(uint32_t); }

  const Qjl qjl_;
};

bool Recognises(const ModuleRequest& request) {
  return request.Find("codebook") || request.Find("signs") || request.Find("qjl_packed");
}

Result<Packing> PackingOf(const TensorView& codebook) {
  const size_t size = codebook.shape.size() == 1 ? codebook.shape[0] : 0;
  if (size == 3) return Packing{Packing::Layout::kTernary, 2};
  for (int bits = 1; bits <= 8; ++bits) {
    if (size == size_t{1} << bits) return Packing{Packing::Layout::kWords, bits};
  }
  return Fail(ErrorCode::kModel, codebook.name,
              "expected 3 levels or a power of two up to 256, found shape {}",
              ShapeText(codebook.shape));
}

Result<size_t> ReadGroup(const ModuleRequest& request, const TensorView& scales) {
  const size_t groups = TRY(RequireRows(request, scales, "scale"));
  if (request.cols % groups != 0) {
    return Fail(ErrorCode::kModel, scales.name,
                "{} columns cannot be divided into {} groups of equal size", request.cols, groups);
  }
  return request.cols / groups;
}

Result<std::vector<float>> ReadSigns(const ModuleRequest& request, std::string_view suffix) {
  const TensorView& tensor = *TRY(RequireTensor(request, suffix, {DType::kF16}));
  TRY(RequireShape(tensor, {request.cols}));
  std::vector<float> signs = WidenedFloats(tensor);
  const auto wrong = std::find_if(signs.begin(), signs.end(),
                                  [](float sign) { return sign != 1.0f && sign != -1.0f; });
  if (wrong != signs.end()) {
    return Fail(ErrorCode::kModel, tensor.name, "expected +1 and -1 only, found {} at {}", *wrong,
                wrong - signs.begin());
  }
  return signs;
}

// Old writers said "none" and rotated nevertheless; then the signs show it.
Result<RotationPtr> ReadRotation(const ModuleRequest& request) {
  std::vector<float> signs = TRY(ReadSigns(request, "signs"));
  const std::string& kind = request.hints.rotation;
  const bool all_plus = std::find(signs.begin(), signs.end(), -1.0f) == signs.end();
  if (kind == "none" && all_plus) return RotationPtr();
  if (kind.empty() || kind == "none" || kind == "hadamard" || kind == "blockwise_hadamard") {
    return std::make_shared<const Rotation>(std::move(signs));
  }
  return Fail(ErrorCode::kModel, request.path,
              "config.json says its rotation is '{}'; only 'hadamard' and 'none' are known", kind);
}

Result<Qjl> ReadQjl(const ModuleRequest& request) {
  if (request.num_experts > 0) {
    return Fail(ErrorCode::kModel, TensorName(request, "qjl_packed"),
                "stacked experts cannot have a QJL residual");
  }
  const TensorView& packed = *TRY(RequireTensor(request, "qjl_packed", {DType::kU32}));
  TRY(RequireShape(packed, {request.rows, DivCeil(request.cols, 32)}));
  const TensorView& norms = *TRY(RequireTensor(request, "qjl_norms", {DType::kF16}));
  TRY(RequireShape(norms, {request.rows}));
  auto rotation = std::make_shared<const Rotation>(TRY(ReadSigns(request, "qjl_signs")));
  return Qjl{packed.data.data(), norms.data.data(), std::move(rotation)};
}

bool HasQjl(const ModuleRequest& request) {
  return request.Find("qjl_packed") || request.Find("qjl_norms") || request.Find("qjl_signs");
}

Result<std::vector<std::unique_ptr<Weight>>> Open(const ModuleRequest& request) {
  if (!request.hints.mode.empty() && request.hints.mode != "turboquant") {
    return Fail(ErrorCode::kModel, request.path,
                "config.json says its quantisation is '{}', but its tensors are TurboQuant",
                request.hints.mode);
  }
  const TensorView& codebook = *TRY(RequireTensor(request, "codebook", {DType::kF16}));
  const Packing packing = TRY(PackingOf(codebook));
  const TensorView& weight = *TRY(RequireTensor(request, "weight", {DType::kU32}));
  const size_t words = PackedRowBytes(packing, request.cols) / sizeof(uint32_t);
  TRY(RequireShape(weight, StackedShape(request, {request.rows, words})));
  const TensorView& scales = *TRY(RequireTensor(request, "scales", {DType::kF16}));
  const size_t group = TRY(ReadGroup(request, scales));
  const RotationPtr rotation = TRY(ReadRotation(request));
  const auto levels = std::make_shared<const Codebook>(WidenedFloats(codebook));

  const auto matrix = [&](size_t expert) {
    return CodedMatrix{.packing = packing,
                       .codes = ExpertPart(request, weight, expert).data(),
                       .group = group,
                       .scale_dtype = DType::kF16,
                       .scales = ExpertPart(request, scales, expert).data(),
                       .biases = nullptr,
                       .codebook = levels};
  };
  std::vector<std::unique_ptr<Weight>> weights;
  if (HasQjl(request)) {
    weights.push_back(std::make_unique<QjlWeight>(request.rows, request.cols, matrix(0), rotation,
                                                  TRY(ReadQjl(request))));
    return weights;
  }
  for (size_t expert = 0; expert < NumWeights(request); ++expert) {
    weights.push_back(
        std::make_unique<CodedWeight>(request.rows, request.cols, matrix(expert), rotation));
  }
  return weights;
}

std::string Label(const Weight& weight) {
  const CodedMatrix& matrix = static_cast<const CodedWeight&>(weight).matrix();
  const bool ternary = matrix.packing.layout == Packing::Layout::kTernary;
  return fmt::format("{}, group {}{}{}",
                     ternary ? "ternary" : fmt::format("{} bit", matrix.packing.bits), matrix.group,
                     weight.rotation() ? "" : ", not rotated",
                     dynamic_cast<const QjlWeight*>(&weight) ? ", QJL" : "");
}

}  // namespace

constexpr Format kTurboQuantFormat = {"TurboQuant", "TurboQuant-MLX, 1 to 8 bit and ternary",
                                      Recognises, Open, Label};

}  // namespace ponder
