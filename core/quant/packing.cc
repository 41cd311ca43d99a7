#include "core/quant/packing.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/bytes.h"
#include "core/base/check.h"

namespace ponder {
namespace {

constexpr size_t kTernaryDigits = 20;  // 3^20 < 2^32
// A word's digits are read as four base-243 digits of five each.
constexpr size_t kDigitsPerByte = 5;
constexpr uint32_t kByteBase = 243;

size_t CodesPerWord(Packing packing) {
  return packing.layout == Packing::Layout::kTernary ? kTernaryDigits
                                                     : 32 / static_cast<size_t>(packing.bits);
}

template <size_t kBits>
void UnpackStream(const std::byte* row, size_t cols, uint8_t* codes) {
  constexpr size_t kAtOnce = 8;  // codes in kBits bytes
  for (size_t begin = 0; begin < cols; begin += kAtOnce, row += kBits) {
    uint64_t bits = 0;
    std::memcpy(&bits, row, kBits);
    for (size_t i = 0; i < kAtOnce; ++i) {
      codes[begin + i] = static_cast<uint8_t>(bits >> (i * kBits) & ((1u << kBits) - 1));
    }
  }
}

template <size_t kBits>
void UnpackWords(const std::byte* row, size_t cols, uint8_t* codes) {
  constexpr size_t kPerWord = 32 / kBits;
  for (size_t begin = 0; begin < cols; begin += kPerWord, row += sizeof(uint32_t)) {
    const auto word = LoadUnaligned<uint32_t>(row);
    const size_t count = std::min(kPerWord, cols - begin);
    for (size_t i = 0; i < count; ++i) {
      codes[begin + i] = static_cast<uint8_t>(word >> (i * kBits) & ((1u << kBits) - 1));
    }
  }
}

using ByteDigits = std::array<uint8_t, kDigitsPerByte>;

constexpr std::array<ByteDigits, kByteBase> kByteDigits = [] {
  std::array<ByteDigits, kByteBase> table{};
  for (uint32_t byte = 0; byte < kByteBase; ++byte) {
    uint32_t rest = byte;
    for (uint8_t& digit : table[byte]) {
      digit = static_cast<uint8_t>(rest % 3);
      rest /= 3;
    }
  }
  return table;
}();

void UnpackTernary(const std::byte* row, size_t cols, uint8_t* codes) {
  for (size_t begin = 0; begin < cols; begin += kTernaryDigits, row += sizeof(uint32_t)) {
    auto word = LoadUnaligned<uint32_t>(row);
    const size_t end = std::min(begin + kTernaryDigits, cols);
    for (size_t i = begin; i < end; i += kDigitsPerByte, word /= kByteBase) {
      const ByteDigits& digits = kByteDigits[word % kByteBase];
      if (i + kDigitsPerByte <= end) {
        std::memcpy(codes + i, digits.data(), kDigitsPerByte);
      } else {
        std::memcpy(codes + i, digits.data(), end - i);
      }
    }
  }
}

using Unpack = void (*)(const std::byte* row, size_t cols, uint8_t* codes);

constexpr Unpack kStream[] = {UnpackStream<1>, UnpackStream<2>, UnpackStream<3>, UnpackStream<4>,
                              UnpackStream<5>, UnpackStream<6>, UnpackStream<7>, UnpackStream<8>};
constexpr Unpack kWords[] = {UnpackWords<1>, UnpackWords<2>, UnpackWords<3>, UnpackWords<4>,
                             UnpackWords<5>, UnpackWords<6>, UnpackWords<7>, UnpackWords<8>};

Unpack UnpackFor(Packing packing) {
  CHECK(packing.bits >= 1 && packing.bits <= 8);
  switch (packing.layout) {
    case Packing::Layout::kStream:
      return kStream[packing.bits - 1];
    case Packing::Layout::kWords:
      return kWords[packing.bits - 1];
    case Packing::Layout::kTernary:
      return UnpackTernary;
  }
  CHECK(false);
}

}  // namespace

size_t PackedRowBytes(Packing packing, size_t cols) {
  if (packing.layout == Packing::Layout::kStream) {
    return cols / 8 * static_cast<size_t>(packing.bits);
  }
  return DivCeil(cols, CodesPerWord(packing)) * sizeof(uint32_t);
}

void UnpackRow(Packing packing, const std::byte* row, size_t cols, uint8_t* codes) {
  UnpackFor(packing)(row, cols, codes);
}

}  // namespace ponder
