#include "core/quant/kernels/hadamard_factors.h"

#include <array>
#include <cstdint>

#include "core/base/check.h"

namespace ponder {
namespace {

// Rows, the leftmost of a row's bits being column 0; a set bit is +1. H12 is symmetric, the others
// are not. Source: turboquant-mlx-full 0.30.0.
constexpr std::array<uint32_t, 12> kHadamard12 = {0xbff, 0x2aa, 0xec3, 0x896, 0xfb0, 0xa25,
                                                  0xcec, 0x989, 0xc3b, 0x962, 0xf0e, 0xa58};
constexpr std::array<uint32_t, 20> kHadamard20 = {
    0x84336, 0x4238b, 0x211d5, 0x108fa, 0x0866d, 0x7c139, 0xba29c, 0xd914e, 0xe88a7, 0xf0653,
    0x35a0f, 0x1ad17, 0x8d49b, 0xc685d, 0x6343e, 0x49a10, 0xa0d08, 0x54484, 0x2e042, 0x93021};
constexpr std::array<uint32_t, 28> kHadamard28 = {
    0x818694c, 0x41c14a6, 0x20e2a13, 0x1071549, 0x0838ae4, 0x041e532, 0x030d299,
    0x3d019d2, 0x1e82ca9, 0x8e43654, 0xc621b2a, 0xe210d95, 0xf00a6ca, 0x7807325,
    0x5b3201e, 0xac9900f, 0x564c847, 0xab24463, 0xd590271, 0x6ac8178, 0xb4640bc,
    0x66b70c0, 0xb35b820, 0xd8adc10, 0x6d54e08, 0x37a8704, 0x9ad4382, 0xcd6a181};

template <size_t kOrder>
using Matrix = std::array<float, kOrder * kOrder>;

template <size_t kOrder>
constexpr Matrix<kOrder> Expand(const std::array<uint32_t, kOrder>& rows, bool transposed) {
  Matrix<kOrder> matrix{};
  for (size_t i = 0; i < kOrder; ++i) {
    for (size_t j = 0; j < kOrder; ++j) {
      const bool plus = (rows[i] >> (kOrder - 1 - j)) & 1;
      matrix[transposed ? j * kOrder + i : i * kOrder + j] = plus ? 1.0f : -1.0f;
    }
  }
  return matrix;
}

constexpr Matrix<12> k12 = Expand(kHadamard12, false);
constexpr Matrix<20> k20[] = {Expand(kHadamard20, false), Expand(kHadamard20, true)};
constexpr Matrix<28> k28[] = {Expand(kHadamard28, false), Expand(kHadamard28, true)};

}  // namespace

const float* FactorMatrix(size_t factor, bool transposed) {
  switch (factor) {
    case 12:
      return k12.data();
    case 20:
      return k20[transposed].data();
    case 28:
      return k28[transposed].data();
    default:
      CHECK(false);
  }
}

}  // namespace ponder
