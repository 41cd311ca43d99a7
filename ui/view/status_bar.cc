#include "ui/view/status_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/byte_text.h"
#include "core/chat/turn_report.h"
#include "ui/screen/width.h"
#include "ui/view/format.h"
#include "ui/view/slider.h"

namespace ponder {
namespace {

constexpr int kMargin = 2;
constexpr std::string_view kBetweenFields = "  ";
constexpr std::string_view kBetweenHints = "   ";
constexpr size_t kSparklineColumns = 6;
constexpr int kMinBarColumns = 8;
constexpr int kMaxBarColumns = 36;
constexpr uint64_t kGiga = 1'000'000'000;

struct Field {
  std::string text;
  int priority;  // the lowest leaves first
  Style style = {};
  std::string_view before = kBetweenFields;  // blanks
};

int WidthOf(const std::vector<Field>& fields) {
  int columns = 0;
  for (const Field& field : fields) columns += TextWidth(field.before) + TextWidth(field.text);
  return columns;
}

// Leaves out fields until the rest fits. The last one stays, cut.
void DrawFields(std::vector<Field> fields, const Canvas& row) {
  std::erase_if(fields, [](const Field& field) { return field.text.empty(); });
  while (fields.size() > 1 && WidthOf(fields) > row.width()) {
    fields.erase(std::min_element(fields.begin(), fields.end(), [](const auto& a, const auto& b) {
      return a.priority < b.priority;
    }));
  }
  int x = 0;
  for (const Field& field : fields)
    x = row.Put(row.Put(x, 0, field.before), 0, field.text, field.style);
}

bool IsPaced(const StatusState& state) {
  return state.settings.pace > 0 && state.possible_rate > state.rate * kPaceWorthSaying;
}

std::string Rate(const StatusState& state) {
  const std::string now = RateColumn(state.rate);
  if (state.writing) return now + (IsPaced(state) ? " tok/s paced" : " tok/s");
  if (state.mean_rate > 0) return RateColumn(state.mean_rate) + " tok/s";
  return "ready";
}

std::string Possible(const StatusState& state) {
  if (!state.writing || !IsPaced(state)) return {};
  return fmt::format(", {} possible", RateColumn(state.possible_rate));
}

std::string Mean(const StatusState& state) {
  if (!state.writing || state.mean_rate <= 0) return {};
  return "mean " + RateColumn(state.mean_rate);
}

// Relative to the highest rate in sight.
std::string Sparkline(const StatusState& state, const Glyphs& glyphs) {
  if (!state.writing || state.rates.empty()) return {};
  const size_t first = state.rates.size() - std::min(state.rates.size(), kSparklineColumns);
  const double highest = *std::max_element(state.rates.begin(), state.rates.end());
  std::string line;
  for (size_t i = first; i < state.rates.size(); ++i) {
    const double part = highest > 0 ? std::clamp(state.rates[i] / highest, 0.0, 1.0) : 0;
    line += glyphs.levels[static_cast<size_t>(std::lround(part * 7))];
  }
  const size_t shown = state.rates.size() - first;
  return line + std::string(kSparklineColumns - shown, ' ');
}

int ContextPercent(const StatusState& state) {
  const double part =
      static_cast<double>(state.context_used) / static_cast<double>(state.context_size);
  return static_cast<int>(std::lround(std::clamp(part, 0.0, 1.0) * 100));
}

std::string Context(const StatusState& state) {
  if (state.context_size == 0) return {};
  return fmt::format("ctx {}/{} {:>2}%", PadLeft(FormatShortCount(state.context_used), 4),
                     FormatRoundCount(state.context_size), ContextPercent(state));
}

std::string Memory(const StatusState& state) {
  if (state.machine_bytes == 0) return {};
  const std::string machine = FormatGigabytes(state.machine_bytes);
  if (state.process_bytes < kGiga) {
    return fmt::format("mem {}/{} GB", PadLeft(FormatBytes(state.process_bytes), 6), machine);
  }
  return fmt::format("mem {}/{} GB", PadLeft(FormatGigabytes(state.process_bytes), 4), machine);
}

// ".70": the leading zero tells nothing.
std::string Hundredths(float value) {
  std::string text = fmt::format("{:.2f}", value);
  if (text.starts_with('0')) text.erase(0, 1);
  return text;
}

std::string Sampler(const StatusState& state) {
  std::string text = "temp " + Hundredths(state.settings.temp);
  if (state.settings.rep_penalty > 1) text += " rep " + Hundredths(state.settings.rep_penalty);
  return text;
}

// Above this share of the context the reader should know.
Style ContextStyle(const StatusState& state) {
  const bool nearly_full = state.context_size > 0 && ContextPercent(state) >= 90;
  return {nearly_full ? Role::kWarning : Role::kDim};
}

std::string TimeLeft(const ProgressState& progress) {
  if (!progress.seconds_left) return {};
  return PadLeft(FormatDuration(std::ceil(*progress.seconds_left)) + " left", 9);
}

std::string Percent(double part) {
  return fmt::format("{:>3}%", std::lround(std::clamp(part, 0.0, 1.0) * 100));
}

std::vector<Field> ProgressFields(const ProgressState& progress, const Glyphs& glyphs,
                                  int columns) {
  std::vector<Field> fields = {
      {progress.label, 4, {Role::kAccent}}, {"", 1, {Role::kAccent}}, {progress.count, 0},
      {Percent(progress.part), 5},          {progress.rate, 2},       {TimeLeft(progress), 3}};
  const int bar = std::min(columns - WidthOf(fields) - kMargin, kMaxBarColumns);
  if (bar >= kMinBarColumns) fields[1].text = SliderText(progress.part, bar, glyphs);
  return fields;
}

std::string JoinedHints(const std::vector<std::string>& hints, int columns) {
  std::string line;
  for (const std::string& hint : hints) {
    const std::string longer = line.empty() ? hint : line + std::string(kBetweenHints) + hint;
    if (TextWidth(longer) > columns) break;
    line = longer;
  }
  return line;
}

}  // namespace

void DrawFigures(const StatusState& state, const Glyphs& glyphs, const Canvas& row) {
  if (state.progress) return DrawFields(ProgressFields(*state.progress, glyphs, row.width()), row);
  DrawFields({{Rate(state), 6},
              {Possible(state), 2, {}, ""},
              {Sparkline(state, glyphs), 0, {Role::kAccent}, " "},
              {Mean(state), 1, {Role::kDim}},
              {Context(state), 5, ContextStyle(state)},
              {Memory(state), 4, {Role::kDim}},
              {Sampler(state), 3, {Role::kDim}}},
             row);
}

void DrawHints(const std::vector<std::string>& hints, const Canvas& row) {
  row.Put(kMargin, 0, JoinedHints(hints, row.width() - 2 * kMargin), {Role::kDim});
}

void DrawShortStatus(const StatusState& state, const std::vector<std::string>& hints,
                     const Glyphs& glyphs, const Canvas& row) {
  const std::string hint = hints.empty() ? std::string() : hints[0];
  if (state.progress) {
    std::vector<Field> fields = ProgressFields(*state.progress, glyphs, row.width());
    fields.push_back({hint, -1, {Role::kDim}});
    return DrawFields(std::move(fields), row);
  }
  const std::string context =
      state.context_size > 0 ? fmt::format("{:>2}%", ContextPercent(state)) : std::string();
  const std::string memory =
      state.machine_bytes > 0 ? PadLeft(FormatBytes(state.process_bytes), 6) : std::string();
  DrawFields({{Rate(state), 6},
              {context, 5, ContextStyle(state)},
              {memory, 3, {Role::kDim}},
              {hint, 4, {Role::kDim}}},
             row);
}

}  // namespace ponder
