// Reading the safetensors container: 8 bytes header length, JSON header, data.
// Format: github.com/huggingface/safetensors, README "Format".
//
// Everything in the header is untrusted. After ParseSafetensors succeeded, every view lies inside
// the file, its size matches shape and dtype, no two views overlap, and no name occurs twice.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/io/dtype.h"

namespace ponder {

struct TensorView {
  std::string name;
  DType dtype;
  std::vector<uint64_t> shape;
  Bytes data;  // row-major, little-endian, not necessarily aligned

  uint64_t num_elements() const;
};

// "[64, 128]", for messages.
std::string ShapeText(const std::vector<uint64_t>& shape);

// `where` names the file in messages. Errors: kModel.
Result<std::vector<TensorView>> ParseSafetensors(Bytes file, const std::string& where);

}  // namespace ponder
