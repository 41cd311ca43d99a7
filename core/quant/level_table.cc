#include "core/quant/level_table.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/base/check.h"

namespace ponder {
namespace {

constexpr int kCentre = 128;
constexpr double kLargest = 127.0;
// Steps are tried for which the largest level becomes 64 to 127.
constexpr double kSmallestLargest = 64.0;
constexpr int kTrials = 2048;

struct Fit {
  double step;
  double error;
};

// Rounds the levels to multiples of `step`, then takes the step that fits those multiples best.
Fit FitStep(std::span<const float> levels, double step) {
  double products = 0.0;
  double squares = 0.0;
  for (double level : levels) {
    const double multiple = std::round(level / step);
    products += level * multiple;
    squares += multiple * multiple;
  }
  Fit fit{products / squares, 0.0};
  for (double level : levels) {
    const double difference = level - fit.step * std::round(level / step);
    fit.error += difference * difference;
  }
  return fit;
}

}  // namespace

std::optional<LevelTable> QuantizeLevels(std::span<const float> levels) {
  LevelTable table{};
  CHECK(!levels.empty() && levels.size() <= table.values.size());
  double largest = 0.0;
  for (float level : levels) {
    if (!std::isfinite(level)) return std::nullopt;
    largest = std::max(largest, std::fabs(double{level}));
  }
  table.values.fill(kCentre);
  if (largest == 0.0) return table;

  double best_rounding = largest / kLargest;
  Fit best = FitStep(levels, best_rounding);
  for (int trial = 1; trial <= kTrials; ++trial) {
    const double peak = kLargest - (kLargest - kSmallestLargest) * trial / kTrials;
    const Fit fit = FitStep(levels, largest / peak);
    if (fit.error < best.error) {
      best = fit;
      best_rounding = largest / peak;
    }
  }
  const size_t period = std::bit_ceil(levels.size());
  for (size_t i = 0; i < table.values.size(); ++i) {
    if (i % period >= levels.size()) continue;
    const long multiple = std::lround(levels[i % period] / best_rounding);
    table.values[i] = static_cast<uint8_t>(kCentre + multiple);
  }
  table.step = static_cast<float>(best.step);
  return table;
}

const LevelTable& IdentityLevels(int bits) {
  static constexpr auto kTables = [] {
    std::array<LevelTable, 9> tables{};
    for (size_t b = 0; b < tables.size(); ++b) {
      tables[b].step = 1.0f;
      for (size_t i = 0; i < tables[b].values.size(); ++i) {
        tables[b].values[i] = static_cast<uint8_t>(i & ((size_t{1} << b) - 1));
      }
    }
    return tables;
  }();
  return kTables.at(static_cast<size_t>(bits));
}

}  // namespace ponder
