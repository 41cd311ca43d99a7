#include "core/chat/settings.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace ponder {
namespace {

constexpr SettingRow kRows[] = {
    {.name = "temp",
     .field = &Settings::temp,
     .min = 0,
     .max = 2,
     .step = 0.05,
     .off = 0,
     .off_word = "greedy",
     .unit = "",
     .help = "Randomness. 0 is greedy: always the likeliest token."},
    {.name = "top-p",
     .field = &Settings::top_p,
     .min = 0,
     .max = 1,
     .step = 0.01,
     .off = 1,
     .unit = "",
     .help = "Keeps the likeliest tokens that together have this probability."},
    {.name = "top-k",
     .field = &Settings::top_k,
     .min = 0,
     .max = 1000,
     .step = 5,
     .off = 0,
     .unit = "tokens",
     .help = "Keeps only the k likeliest tokens."},
    {.name = "min-p",
     .field = &Settings::min_p,
     .min = 0,
     .max = 1,
     .step = 0.01,
     .off = 0,
     .unit = "",
     .help = "Drops tokens less likely than this share of the likeliest."},
    {.name = "rep-penalty",
     .field = &Settings::rep_penalty,
     .min = 1,
     .max = 2,
     .step = 0.01,
     .off = 1,
     .unit = "",
     .help = "Divides the logit of recently seen tokens. Hurts arithmetic: digits repeat."},
    {.name = "rep-ctx",
     .field = &Settings::rep_ctx,
     .min = 0,
     .max = 4096,
     .step = 16,
     .unit = "tokens",
     .help = "How many recent tokens the repetition penalty looks at."},
    {.name = "min-tokens",
     .field = &Settings::min_tokens,
     .min = 0,
     .max = 4096,
     .step = 10,
     .off = 0,
     .unit = "tokens",
     .help = "The reply cannot end before so many tokens."},
    {.name = "max-tokens",
     .field = &Settings::max_tokens,
     .min = 1,
     .max = 1e6,
     .step = 256,
     .unit = "tokens",
     .help = "Longest reply, thought included."},
    {.name = "seed",
     .field = &Settings::seed,
     .min = 0,
     .max = 0,
     .step = 1,
     .unit = "",
     .help = "The same seed and settings give the same answer. Random: a new seed every turn."},
    {.name = "think",
     .field = &Settings::think,
     .min = 0,
     .max = 1,
     .step = 1,
     .unit = "",
     .help = "Whether the model thinks before it answers."},
    {.name = "think-budget",
     .field = &Settings::think_budget,
     .min = 0,
     .max = 1e6,
     .step = 64,
     .off = 0,
     .unit = "tokens",
     .help = "Closes the thought after so many tokens."},
    {.name = "pace",
     .field = &Settings::pace,
     .min = 0,
     .max = 1000,
     .step = 5,
     .off = 0,
     .unit = "tok/s",
     .help = "Slows the screen down to at most so many tokens a second."},
};

// A range this wide is shown on a logarithmic slider; a linear one would never leave its left end.
constexpr double kWideRange = 10'000;

// The neighbour of `value` on the grid of multiples of `step`, `steps` away.
double OnGrid(double value, double step, int steps) {
  const double exact = value / step;
  const double nearest = std::round(exact);
  if (std::abs(exact - nearest) < 1e-3) return (nearest + steps) * step;
  const double first = steps > 0 ? std::ceil(exact) - 1 : std::floor(exact) + 1;
  return (first + steps) * step;
}

void StepSeed(int steps, std::optional<uint64_t>& seed) {
  // "random" lies just below 0.
  const uint64_t distance = static_cast<uint64_t>(std::abs(int64_t{steps}));
  if (steps > 0) {
    const uint64_t first = seed ? *seed : uint64_t{0} - 1;
    seed = first + distance < distance && seed ? *seed : first + distance;
  } else if (seed) {
    seed = *seed < distance ? std::nullopt : std::optional(*seed - distance);
  }
}

}  // namespace

std::span<const SettingRow> SettingRows() { return kRows; }

const SettingRow* FindSetting(std::string_view name) {
  const auto row = std::ranges::find(kRows, name, &SettingRow::name);
  return row == std::end(kRows) ? nullptr : row;
}

void StepSetting(const SettingRow& row, int steps, Settings& settings) {
  if (steps == 0) return;
  std::visit(
      [&](auto field) {
        auto& value = settings.*field;
        using Value = std::remove_reference_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, bool>) {
          value = steps > 0;
        } else if constexpr (std::is_same_v<Value, std::optional<uint64_t>>) {
          StepSeed(steps, value);
        } else {
          value = static_cast<Value>(
              std::clamp(OnGrid(static_cast<double>(value), row.step, steps), row.min, row.max));
        }
      },
      row.field);
}

void CopySetting(const SettingRow& row, const Settings& from, Settings& to) {
  std::visit([&](auto field) { to.*field = from.*field; }, row.field);
}

double SettingPosition(const SettingRow& row, const Settings& settings) {
  return std::visit(
      [&](auto field) -> double {
        const auto& value = settings.*field;
        using Value = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::optional<uint64_t>>) {
          return 0;
        } else {
          const double part = static_cast<double>(value) - row.min;
          const double whole = row.max - row.min;
          const bool wide = whole > kWideRange;
          const double position = wide ? std::log1p(part) / std::log1p(whole) : part / whole;
          return std::clamp(position, 0.0, 1.0);
        }
      },
      row.field);
}

}  // namespace ponder
