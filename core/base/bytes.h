// Unaligned little-endian loads, and size arithmetic on numbers that come from a file.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <type_traits>

namespace ponder {

static_assert(std::endian::native == std::endian::little, "checkpoints are little-endian");

using Bytes = std::span<const std::byte>;

template <typename T>
T LoadUnaligned(const void* from) {
  static_assert(std::is_trivially_copyable_v<T>);
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}

// a * b and a + b, or nothing where the result would not fit: sizes in files may be hostile.
inline std::optional<uint64_t> CheckedMul(uint64_t a, uint64_t b) {
  uint64_t product;
  if (__builtin_mul_overflow(a, b, &product)) return std::nullopt;
  return product;
}
inline std::optional<uint64_t> CheckedAdd(uint64_t a, uint64_t b) {
  uint64_t sum;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return sum;
}

inline size_t DivCeil(size_t a, size_t b) { return (a + b - 1) / b; }

}  // namespace ponder
