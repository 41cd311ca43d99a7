#include "core/quant/weight.h"

#include <algorithm>

#include "core/quant/kernels/float_dot.h"

namespace ponder {
namespace {

// Decoded at a time; the f32 kernel reuses each input vector for so many rows.
constexpr size_t kDecodedRows = 4;

}  // namespace

void Weight::Dot(RowRange rows, const PreparedInput& input, TokenList tokens, float* y,
                 size_t y_stride, std::byte* scratch) const {
  DotDecoded(rows, input, tokens, y, y_stride, scratch);
}

void Weight::DotDecoded(RowRange rows, const PreparedInput& input, TokenList tokens, float* y,
                        size_t y_stride, std::byte* scratch) const {
  float* decoded = reinterpret_cast<float*>(scratch);
  for (size_t begin = rows.begin; begin < rows.end; begin += kDecodedRows) {
    const size_t count = std::min(kDecodedRows, rows.end - begin);
    for (size_t i = 0; i < count; ++i) DecodeRow(begin + i, decoded + i * cols_);
    const FloatRows block{DType::kF32, scratch, count, cols_};
    DotFloatRows(block, input, tokens, y + begin, y_stride);
  }
}

size_t Weight::decoded_scratch_bytes() const { return kDecodedRows * cols_ * sizeof(float); }

}  // namespace ponder
