// Reading the files under tests/golden (made by upstream software; see tests/golden/README.md).
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/tensor_set.h"

namespace ponder::testing {

// An absolute path stays as it is.
std::string GoldenPath(std::string_view relative);
std::string ReadGoldenText(std::string_view relative);
nlohmann::json ReadGoldenJson(std::string_view relative);

// A safetensors file whose tensors are read by value.
class GoldenTensors {
 public:
  explicit GoldenTensors(std::string_view relative);

  bool Has(std::string_view name) const;
  std::vector<uint64_t> Shape(std::string_view name) const;
  std::vector<float> Floats(std::string_view name) const;  // F32, F16 and BF16 widened
  std::vector<int32_t> Ints(std::string_view name) const;  // I32, I64 narrowed
  const TensorView& View(std::string_view name) const;
  std::vector<std::string> Names() const;

 private:
  Blob blob_;
  TensorSet tensors_;
};

}  // namespace ponder::testing
