#include "core/quant/stored_floats.h"

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/base/float16.h"

namespace ponder {
namespace {

uint16_t Bits16(const std::byte* values, size_t index) {
  return LoadUnaligned<uint16_t>(values + index * sizeof(uint16_t));
}

}  // namespace

float StoredFloat(DType dtype, const std::byte* values, size_t index) {
  float value;
  WidenFloats(dtype, values + index * SizeOf(dtype), 1, &value);
  return value;
}

void WidenFloats(DType dtype, const std::byte* values, size_t count, float* out) {
  switch (dtype) {
    case DType::kF32:
      std::memcpy(out, values, count * sizeof(float));
      return;
    case DType::kF16:
      for (size_t i = 0; i < count; ++i) out[i] = FloatFromF16(Bits16(values, i));
      return;
    case DType::kBF16:
      for (size_t i = 0; i < count; ++i) out[i] = FloatFromBf16(Bits16(values, i));
      return;
    default:
      CHECK(false);
  }
}

}  // namespace ponder
