// Modules of random weights in every format, with the weights they stand for: made by packing code
// of the tests' own, so that they can judge the formats.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "core/quant/format.h"

namespace ponder::testing {

struct ModuleSpec {
  enum class Kind { kDense, kAffine, kTurboQuant };
  Kind kind = Kind::kDense;
  DType dtype = DType::kBF16;  // of the weights (kDense) or of scales and biases (kAffine)
  int bits = 0;                // 0: ternary (kTurboQuant)
  size_t group = 64;
  bool rotated = true;  // kTurboQuant
  bool qjl = false;     // kTurboQuant

  size_t num_experts = 0;
  size_t rows = 0;
  size_t cols = 0;
};

// "affine 3 bit BF16 group 64 [5, 128]", for test messages.
std::string Describe(const ModuleSpec& spec);

// Every combination that has a kernel of its own, and the others once, all of this shape. `group`
// must divide cols; formats that do not exist for it are left out.
std::vector<ModuleSpec> AllSpecs(size_t rows, size_t cols, size_t group);

class RandomModule {
 public:
  // Tensors begin `misalignment` bytes after a 64-byte boundary.
  explicit RandomModule(const ModuleSpec& spec, uint32_t seed = 1, size_t misalignment = 0);

  static constexpr const char* kPath = "layers.0.mixer.in_proj";

  ModuleRequest Request() const;
  OpenedModule Open() const;  // a test failure aborts

  // The stored weight, i.e. in the rotated basis; without a QJL residual.
  double At(size_t expert, size_t row, size_t col) const;
  // Not for kDense.
  uint32_t Code(size_t row, size_t col) const { return codes_[row * spec_.cols + col]; }
  double Scale(size_t row, size_t col) const {
    return scales_[row * (spec_.cols / spec_.group) + col / spec_.group];
  }

  std::vector<TensorView>& tensors() { return tensors_; }  // to damage them
  const std::vector<float>& signs() const { return signs_; }

 private:
  void MakeDense();
  void MakeAffine();
  void MakeTurboQuant();
  void MakeQjl();
  void MakeCodes(size_t num_codes);
  std::vector<std::byte> PackCodes() const;
  std::vector<float> MakeSigns();
  size_t num_rows() const;  // of all experts
  // Adds a tensor and returns its values as stored, i.e. rounded to dtype.
  std::vector<float> AddFloats(const std::string& suffix, DType dtype, std::vector<uint64_t> shape,
                               const std::vector<float>& values);
  void AddBytes(const std::string& suffix, DType dtype, std::vector<uint64_t> shape,
                const std::vector<std::byte>& bytes);
  std::vector<uint64_t> Stacked(std::vector<uint64_t> shape) const;

  const ModuleSpec spec_;
  const size_t misalignment_;
  std::mt19937 random_;
  std::vector<std::vector<std::byte>> storage_;
  std::vector<TensorView> tensors_;
  mutable TensorSet set_;

  std::vector<float> dense_;     // [rows, cols] of all experts
  std::vector<uint32_t> codes_;  // the same
  std::vector<float> levels_;    // empty: a code is its own level
  std::vector<float> scales_;    // [rows, cols / group]
  std::vector<float> biases_;    // the same, or empty
  std::vector<float> signs_;
};

}  // namespace ponder::testing
