#include "core/base/simd.h"

#include <hwy/targets.h>

#include "core/base/check.h"

namespace ponder {
namespace {

struct Row {
  SimdTarget target;
  std::string_view name;
  int64_t highway;
};

constexpr Row kRows[] = {
    {SimdTarget::kScalar, "scalar", HWY_STATIC_TARGET},
    {SimdTarget::kAvx2, "avx2", HWY_AVX2},
    {SimdTarget::kAvx512, "avx512", HWY_AVX3_DL},
};

const Row& RowOf(SimdTarget target) { return kRows[static_cast<size_t>(target)]; }

// What the machine has, before UseSimdTarget narrowed it.
int64_t MachineTargets() {
  static const int64_t targets = hwy::SupportedTargets() | HWY_STATIC_TARGET;
  return targets;
}

}  // namespace

std::string_view Name(SimdTarget target) { return RowOf(target).name; }

std::optional<SimdTarget> ParseSimdTarget(std::string_view name) {
  for (const Row& row : kRows) {
    if (row.name == name) return row.target;
  }
  return std::nullopt;
}

std::vector<SimdTarget> SupportedSimdTargets() {
  std::vector<SimdTarget> targets;
  for (const Row& row : kRows) {
    if (MachineTargets() & row.highway) targets.push_back(row.target);
  }
  return targets;
}

SimdTarget CurrentSimdTarget() {
  SimdTarget best = SimdTarget::kScalar;
  for (const Row& row : kRows) {
    if (hwy::SupportedTargets() & row.highway) best = row.target;
  }
  return best;
}

void UseSimdTarget(SimdTarget target) {
  CHECK(MachineTargets() & RowOf(target).highway);
  hwy::SetSupportedTargetsForTest(RowOf(target).highway);
}

}  // namespace ponder
