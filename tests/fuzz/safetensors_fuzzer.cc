// Any bytes: parsing succeeds with views inside the file, or fails with a message.
#include <span>

#include "core/base/check.h"
#include "core/io/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto file = std::as_bytes(std::span(data, size));
  const auto tensors = ponder::ParseSafetensors(file, "fuzz");
  if (!tensors) {
    CHECK(!ponder::Describe(tensors.error()).empty());
    return 0;
  }
  for (const ponder::TensorView& tensor : *tensors) {
    if (tensor.data.empty()) continue;
    CHECK(tensor.data.data() >= file.data() && &tensor.data.back() <= &file.back());
  }
  return 0;
}
