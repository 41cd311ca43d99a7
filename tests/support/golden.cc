#include "tests/support/golden.h"

#include <filesystem>

#include "core/base/check.h"
#include "core/base/float16.h"

namespace ponder::testing {
namespace {

template <typename T, typename Out>
std::vector<Out> Elements(const TensorView& tensor) {
  std::vector<Out> out(tensor.num_elements());
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<Out>(LoadUnaligned<T>(tensor.data.data() + i * sizeof(T)));
  }
  return out;
}

Blob MapOrDie(const std::string& path) {
  auto blob = MapFile(path);
  CHECK(blob.has_value());
  return *blob;
}

TensorSet ParseOrDie(const Blob& blob) {
  auto tensors = ParseSafetensors(blob.bytes, "golden");
  CHECK(tensors.has_value());
  auto set = TensorSet::FromViews(std::move(*tensors));
  CHECK(set.has_value());
  return std::move(*set);
}

}  // namespace

std::string GoldenPath(std::string_view relative) {
  return std::filesystem::path(PONDER_SOURCE_DIR "/tests/golden") / relative;
}

std::string ReadGoldenText(std::string_view relative) {
  const Blob blob = MapOrDie(GoldenPath(relative));
  return std::string(reinterpret_cast<const char*>(blob.bytes.data()), blob.bytes.size());
}

nlohmann::json ReadGoldenJson(std::string_view relative) {
  return nlohmann::json::parse(ReadGoldenText(relative));
}

GoldenTensors::GoldenTensors(std::string_view relative)
    : blob_(MapOrDie(GoldenPath(relative))), tensors_(ParseOrDie(blob_)) {}

bool GoldenTensors::Has(std::string_view name) const { return tensors_.Find(name) != nullptr; }

const TensorView& GoldenTensors::View(std::string_view name) const {
  const TensorView* tensor = tensors_.Find(name);
  CHECK(tensor != nullptr);
  return *tensor;
}

std::vector<uint64_t> GoldenTensors::Shape(std::string_view name) const { return View(name).shape; }

std::vector<float> GoldenTensors::Floats(std::string_view name) const {
  const TensorView& tensor = View(name);
  if (tensor.dtype == DType::kF32) return Elements<float, float>(tensor);
  std::vector<float> out;
  for (uint16_t bits : Elements<uint16_t, uint16_t>(tensor)) {
    out.push_back(tensor.dtype == DType::kF16 ? FloatFromF16(bits) : FloatFromBf16(bits));
  }
  return out;
}

std::vector<int32_t> GoldenTensors::Ints(std::string_view name) const {
  const TensorView& tensor = View(name);
  return tensor.dtype == DType::kI64 ? Elements<int64_t, int32_t>(tensor)
                                     : Elements<int32_t, int32_t>(tensor);
}

std::vector<std::string> GoldenTensors::Names() const {
  std::vector<std::string> names;
  for (const TensorView& tensor : tensors_.tensors()) names.push_back(tensor.name);
  return names;
}

}  // namespace ponder::testing
