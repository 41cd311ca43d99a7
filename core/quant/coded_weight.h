// CodedWeight: rows of small codes with one scale (and perhaps one bias) per group of columns.
// Affine, TurboQuant and other scalar quantisers are this with different tables and companions.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "core/io/dtype.h"
#include "core/quant/kernels/coded_dot.h"
#include "core/quant/level_table.h"
#include "core/quant/packing.h"
#include "core/quant/weight.h"

namespace ponder {

// What codes stand for in a format with a codebook.
struct Codebook {
  explicit Codebook(std::vector<float> exact_levels);

  const std::vector<float> levels;        // [number of codes]
  const std::optional<LevelTable> table;  // for the kernels; none if they cannot use it
};

// weight = level(code) * scale + bias, with scale and bias of the code's row and group.
struct CodedMatrix {
  Packing packing;
  const std::byte* codes;  // [rows, PackedRowBytes(packing, cols)]

  size_t group;             // columns that share a scale; divides cols
  DType scale_dtype;        // kF16, kBF16 or kF32
  const std::byte* scales;  // [rows, cols / group]
  const std::byte* biases;  // the same, or null = 0

  // Shared by all experts of a module; null: level(code) = code.
  std::shared_ptr<const Codebook> codebook;
};

class CodedWeight : public Weight {
 public:
  CodedWeight(size_t rows, size_t cols, CodedMatrix matrix,
              std::shared_ptr<const Rotation> rotation = nullptr);

  const CodedMatrix& matrix() const { return matrix_; }
  size_t groups() const { return cols() / matrix_.group; }

  size_t stored_bytes() const override;
  void DecodeRow(size_t row, float* out) const override;

  // kInt8 where there is a kernel for this packing, group and width.
  InputKind input_kind() const override;
  void Dot(RowRange rows, const PreparedInput& input, TokenList tokens, float* y, size_t y_stride,
           std::byte* scratch) const override;
  size_t scratch_bytes() const override;

 protected:
  void AddRow(size_t row, float* out) const;  // out += the row's values

 private:
  // For the kernel; `table` is what makes values of codes.
  CodedRows KernelRows(const LevelTable& table) const;

  const CodedMatrix matrix_;
  const LevelTable* table_;  // null: there is no kernel
};

}  // namespace ponder
