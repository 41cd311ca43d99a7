// The fast products of CodedMatrix: integer dot products of 8-bit values with int8 activations.
//
// Per block of 32 columns the integers are added exactly, then
//   y += float(dot) * (scale * input scale)  [ + bias * input sum ]
// block after block in f32: the one order of additions, whatever the number of rows or tokens.
//
// A kernel works on tiles of rows. For one token it unpacks codes in registers; for more it unpacks
// the tile once into scratch memory and uses it for all of them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/io/dtype.h"
#include "core/quant/packing.h"
#include "core/quant/prepared_input.h"
#include "core/quant/weight.h"

namespace ponder {

struct CodedRows {
  size_t rows;
  size_t cols;  // a multiple of PreparedInput::kBlock
  Packing packing;
  const std::byte* codes;  // [rows, row_bytes]
  size_t row_bytes;

  DType scale_dtype;        // kF16, kBF16 or kF32
  const std::byte* scales;  // [rows, cols / group]
  const std::byte* biases;  // the same, or null
  size_t group;             // PreparedInput::kBlock times a power of two
  float step;               // multiplies every scale

  // value(code) for codes below 64, repeating with the number of codes (periodic, so that bits
  // above the code's need not be cleared); 8-bit codes are their own values.
  const uint8_t* table;
  // The weight is value * scale + bias, or, if centred, (value - 128) * scale without bias.
  bool centred;
};

// True if there is a kernel for such a matrix.
bool HasCodedDot(const CodedRows& matrix);

size_t CodedDotScratchBytes(size_t cols);

// As Weight::Dot.
void DotCodedRows(const CodedRows& matrix, RowRange rows, const PreparedInput& input,
                  TokenList tokens, float* y, size_t y_stride, std::byte* scratch);

}  // namespace ponder
