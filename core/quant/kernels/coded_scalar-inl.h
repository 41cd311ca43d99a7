// The products of coded rows in plain C++: one row at a time.
// Included by coded_dot.cc for the target without vector instructions.

PONDER_BEFORE_NAMESPACE();
namespace ponder {
namespace HWY_NAMESPACE {

constexpr size_t kBlock = PreparedInput::kBlock;

size_t CodedDotScratchBytes(size_t cols) { return cols; }

// The integer dot product of one block.
inline int32_t DotBlock(const uint8_t* values, const int8_t* x) {
  int32_t sum = 0;
  for (size_t i = 0; i < kBlock; ++i) sum += static_cast<int16_t>(values[i]) * x[i];
  return sum;
}

inline float DotRow(const CodedRows& matrix, size_t row, const uint8_t* values,
                    const PreparedInput& input, size_t token) {
  const size_t groups = matrix.cols / matrix.group;
  const size_t first_block = token * input.blocks;
  float sum = 0.0f;
  for (size_t block = 0; block < matrix.cols / kBlock; ++block) {
    const size_t x = first_block + block;
    const size_t group = row * groups + block * kBlock / matrix.group;
    const int32_t dot = DotBlock(values + block * kBlock, input.codes + x * kBlock) +
                        (matrix.centred ? input.centres[x] : 0);
    const float scale = StoredFloat(matrix.scale_dtype, matrix.scales, group) * matrix.step;
    sum += static_cast<float>(dot) * (scale * input.scales[x]);
    if (!matrix.centred) {
      sum += StoredFloat(matrix.scale_dtype, matrix.biases, group) * input.sums[x];
    }
  }
  return sum;
}

void DotCodedRows(const CodedRows& matrix, RowRange rows, const PreparedInput& input,
                  TokenList tokens, float* y, size_t y_stride, std::byte* scratch) {
  uint8_t* values = reinterpret_cast<uint8_t*>(scratch);
  for (size_t row = rows.begin; row < rows.end; ++row) {
    UnpackRow(matrix.packing, matrix.codes + row * matrix.row_bytes, matrix.cols, values);
    if (matrix.centred) {
      for (size_t i = 0; i < matrix.cols; ++i) values[i] = matrix.table[values[i]];
    }
    for (size_t t = 0; t < tokens.size; ++t) {
      y[t * y_stride + row] = DotRow(matrix, row, values, input, tokens[t]);
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ponder
HWY_AFTER_NAMESPACE();
