// Which instruction set the kernels use. Highway picks the best one the machine has; tests and
// PONDER_SIMD=scalar|avx2|avx512 may pick a lesser one.
//
// Three targets are compiled (see CMakeLists.txt): plain C++ (Highway's EMU128), AVX2
// with FMA, and AVX-512 with VNNI and VBMI (Highway's AVX3_DL: Ice Lake, Zen 4 and later).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace ponder {

enum class SimdTarget { kScalar, kAvx2, kAvx512 };

std::string_view Name(SimdTarget target);  // "scalar", "avx2", "avx512"
std::optional<SimdTarget> ParseSimdTarget(std::string_view name);

// What this machine can run, slowest first.
std::vector<SimdTarget> SupportedSimdTargets();
SimdTarget CurrentSimdTarget();

// For all kernels from now on. Call while no kernel runs. CHECKs that the target is supported.
void UseSimdTarget(SimdTarget target);

}  // namespace ponder
