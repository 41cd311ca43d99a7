// Matrices of random bits in every format, opened through the registry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/quant/format.h"

namespace ponder::bench {

struct WeightSpec {
  std::string_view name;    // as the bench prints and selects it
  std::string_view format;  // "dense", "affine", "turboquant"
  DType dtype = DType::kBF16;
  int bits = 0;  // 0: ternary
  size_t group = 64;
};

// What the bench covers.
const std::vector<WeightSpec>& AllSpecs();

class RandomWeights {
 public:
  // `count` matrices of the same shape, as the experts of one module.
  RandomWeights(const WeightSpec& spec, size_t count, size_t rows, size_t cols);

  const Weight& operator[](size_t i) const { return *module_.weights[i]; }
  size_t size() const { return module_.weights.size(); }
  double bytes() const;  // of all together

 private:
  // A tensor of random bits; `mask` and `set` are applied to every 16-bit half word.
  void Add(std::string_view suffix, DType dtype, std::vector<uint64_t> shape, uint16_t mask,
           uint16_t set);
  void AddFloats(std::string_view suffix, const std::vector<float>& values);

  std::vector<std::vector<uint64_t>> storage_;
  std::vector<TensorView> views_;
  TensorSet tensors_;
  OpenedModule module_;
};

}  // namespace ponder::bench
