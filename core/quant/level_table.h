// The levels of a codebook as 8-bit values, for integer dot products.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ponder {

struct LevelTable {
  // level(code) ~ step * (values[code] - 128). Repeats after the number of codes, rounded up to a
  // power of two, so that whatever stands above a code's bits need not be cleared.
  std::array<uint8_t, 64> values;
  float step;
};

// At most 64 levels. The step is the one with the smallest mean square error: about 2e-4, 1e-3 and
// 4e-3 of the unit in which TurboQuant's 2, 3 and 4 bit levels are given; ternary levels are exact.
// None if a level is not finite.
std::optional<LevelTable> QuantizeLevels(std::span<const float> levels);

// values[code] = code. bits: 1 to 8, of which at most 6 count.
const LevelTable& IdentityLevels(int bits);

}  // namespace ponder
