// Element types of tensors in a safetensors file.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ponder {

enum class DType {
  kBool,
  kU8,
  kI8,
  kU16,
  kI16,
  kF16,
  kBF16,
  kU32,
  kI32,
  kF32,
  kU64,
  kI64,
  kF64,
  kF8E4M3,
  kF8E5M2
};

size_t SizeOf(DType dtype);          // bytes
std::string_view Name(DType dtype);  // as written in the file, e.g. "BF16"
std::optional<DType> ParseDType(std::string_view name);

}  // namespace ponder
