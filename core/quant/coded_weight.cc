#include "core/quant/coded_weight.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/quant/stored_floats.h"

namespace ponder {
namespace {

// More levels than the kernels look up at once.
constexpr size_t kMaxKernelLevels = 16;

// A multiple of the codes per word of every packing, so that a row can be unpacked in pieces.
constexpr size_t kPiece = 480;

std::optional<LevelTable> TableFor(const std::vector<float>& levels) {
  return levels.size() <= kMaxKernelLevels ? QuantizeLevels(levels) : std::nullopt;
}

const LevelTable* TableOf(const CodedMatrix& matrix) {
  if (!matrix.codebook) return &IdentityLevels(matrix.packing.bits);
  return matrix.codebook->table ? &*matrix.codebook->table : nullptr;
}

}  // namespace

Codebook::Codebook(std::vector<float> exact_levels)
    : levels(std::move(exact_levels)), table(TableFor(levels)) {}

CodedWeight::CodedWeight(size_t rows, size_t cols, CodedMatrix matrix,
                         std::shared_ptr<const Rotation> rotation)
    : Weight(rows, cols, std::move(rotation)),
      matrix_(std::move(matrix)),
      table_(TableOf(matrix_)) {
  CHECK(cols % matrix_.group == 0);
  if (table_ && !HasCodedDot(KernelRows(*table_))) table_ = nullptr;
}

CodedRows CodedWeight::KernelRows(const LevelTable& table) const {
  return {.rows = rows(),
          .cols = cols(),
          .packing = matrix_.packing,
          .codes = matrix_.codes,
          .row_bytes = PackedRowBytes(matrix_.packing, cols()),
          .scale_dtype = matrix_.scale_dtype,
          .scales = matrix_.scales,
          .biases = matrix_.biases,
          .group = matrix_.group,
          .step = table.step,
          .table = table.values.data(),
          .centred = matrix_.codebook != nullptr};
}

InputKind CodedWeight::input_kind() const { return table_ ? InputKind::kInt8 : InputKind::kFloat; }

void CodedWeight::Dot(RowRange rows, const PreparedInput& input, TokenList tokens, float* y,
                      size_t y_stride, std::byte* scratch) const {
  if (!table_) return DotDecoded(rows, input, tokens, y, y_stride, scratch);
  DotCodedRows(KernelRows(*table_), rows, input, tokens, y, y_stride, scratch);
}

size_t CodedWeight::scratch_bytes() const {
  return table_ ? CodedDotScratchBytes(cols()) : decoded_scratch_bytes();
}

size_t CodedWeight::stored_bytes() const {
  const size_t companions = matrix_.biases ? 2 : 1;
  return rows() * (PackedRowBytes(matrix_.packing, cols()) +
                   companions * groups() * SizeOf(matrix_.scale_dtype));
}

void CodedWeight::DecodeRow(size_t row, float* out) const {
  std::fill(out, out + cols(), 0.0f);
  AddRow(row, out);
}

void CodedWeight::AddRow(size_t row, float* out) const {
  const std::byte* packed = matrix_.codes + row * PackedRowBytes(matrix_.packing, cols());
  const float* levels = matrix_.codebook ? matrix_.codebook->levels.data() : nullptr;
  uint8_t codes[kPiece];
  for (size_t begin = 0; begin < cols(); begin += kPiece) {
    const size_t end = std::min(begin + kPiece, cols());
    UnpackRow(matrix_.packing, packed + PackedRowBytes(matrix_.packing, begin), end - begin, codes);
    for (size_t i = begin; i < end;) {
      const size_t group = i / matrix_.group;
      const size_t index = row * groups() + group;
      const float scale = StoredFloat(matrix_.scale_dtype, matrix_.scales, index);
      const float bias =
          matrix_.biases ? StoredFloat(matrix_.scale_dtype, matrix_.biases, index) : 0.0f;
      for (const size_t stop = std::min(end, (group + 1) * matrix_.group); i < stop; ++i) {
        const uint8_t code = codes[i - begin];
        out[i] += (levels ? levels[code] : code) * scale + bias;
      }
    }
  }
}

}  // namespace ponder
