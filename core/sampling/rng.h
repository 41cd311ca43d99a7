// Random numbers by position: the same seed and position give the same number on every machine, so
// a reply can be repeated, or rolled back and continued, without any generator state.
//
// SplitMix64 (Steele, Lea, Flood 2014) is such a generator: output n is a hash of seed + n * gamma.
#pragma once

#include <cstdint>

namespace ponder {

constexpr uint64_t MixBits(uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  return bits ^ (bits >> 31);
}

// In [0, 1), with 53 random bits.
constexpr double UniformAt(uint64_t seed, uint64_t position) {
  constexpr uint64_t kGamma = 0x9E3779B97F4A7C15u;
  const uint64_t bits = MixBits(MixBits(seed) + (position + 1) * kGamma);
  return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace ponder
