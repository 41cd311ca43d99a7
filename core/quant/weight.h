// Weight: one matrix [rows, cols] (= [out, in]) as its format stores it.
//
// y = W R(x): R is the rotation of the input side (rotation.h) that the format was quantised under,
// the identity for most. DecodeRow gives W, i.e. rows in the rotated basis.
//
// Thread rule: immutable, any thread. Weights point into mapped files that the model keeps alive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "core/quant/prepared_input.h"

namespace ponder {

class Rotation;

struct RowRange {
  size_t begin;
  size_t end;
};

class Weight {
 public:
  Weight(size_t rows, size_t cols, std::shared_ptr<const Rotation> rotation = nullptr)
      : rows_(rows), cols_(cols), rotation_(std::move(rotation)) {}
  virtual ~Weight() = default;

  size_t rows() const { return rows_; }
  size_t cols() const { return cols_; }
  const Rotation* rotation() const { return rotation_.get(); }  // null = identity

  // What one product reads from memory: codes, scales and the rest.
  virtual size_t stored_bytes() const = 0;

  // The row's exact stored values in f32. out: [cols]
  virtual void DecodeRow(size_t row, float* out) const = 0;

  // The form of input that Dot wants.
  virtual InputKind input_kind() const { return InputKind::kFloat; }

  // The fast product: y[t * y_stride + r] = W[r] . x[tokens[t]] for r in rows, t in tokens.
  // `input` was prepared for this weight's input_kind() and rotation(). `scratch`: scratch_bytes()
  // bytes, 64-byte aligned.
  // For each (row, token) the order of additions is fixed, so results depend neither on how rows
  // and tokens are split among calls nor on threads. The default is DotDecoded.
  virtual void Dot(RowRange rows, const PreparedInput& input, TokenList tokens, float* y,
                   size_t y_stride, std::byte* scratch) const;
  virtual size_t scratch_bytes() const { return decoded_scratch_bytes(); }

  // The same product from decoded rows and the input's f32 values: exact weights, exact input.
  void DotDecoded(RowRange rows, const PreparedInput& input, TokenList tokens, float* y,
                  size_t y_stride, std::byte* scratch) const;
  size_t decoded_scratch_bytes() const;

 private:
  const size_t rows_;
  const size_t cols_;
  const std::shared_ptr<const Rotation> rotation_;
};

}  // namespace ponder
