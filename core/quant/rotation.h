// The input rotation of TurboQuant weights: R(x) = Had(signs * x), block-wise over x.
// Source: turboquant-mlx-full 0.30.0 (rotation.py); block sizes and factors as measured there.
#pragma once

#include <cstddef>
#include <vector>

namespace ponder {

// In-place block-wise Hadamard transform of `size` elements, orthonormal. The block is the largest
// m * 2^k (m in 1, 12, 20, 28) that divides size. Any positive size is valid.
void Hadamard(float* x, size_t size);
// Its transpose (= inverse); differs where the factor is 20 or 28.
void HadamardTransposed(float* x, size_t size);

// Thread rule: immutable, any thread.
class Rotation {
 public:
  explicit Rotation(std::vector<float> signs)
      : signs_(std::move(signs)) {}  // [cols], each +1 or -1

  size_t size() const { return signs_.size(); }
  void Apply(const float* x, float* out) const;  // out = R(x); out may be x
  void Undo(float* x) const;                     // x = R^-1(x)

  bool operator==(const Rotation& other) const { return signs_ == other.signs_; }

 private:
  const std::vector<float> signs_;
};

}  // namespace ponder
