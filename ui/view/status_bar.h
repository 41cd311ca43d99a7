// The row of figures under the input line, and the row that says what the keys do now.
//
// Figures have fixed widths, so that nothing moves when they change. Where the screen is narrow
// they leave in this order: sparkline, mean, sampler, memory, context; the rate stays.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/settings.h"
#include "ui/screen/surface.h"
#include "ui/view/glyphs.h"

namespace ponder {

// Something that takes a while: reading the prompt, opening a model.
struct ProgressState {
  std::string label;  // "reading"
  double part = 0;    // 0..1
  std::string count;  // "7,168 of 11,240 tokens"
  std::string rate;   // "412/s", empty before it was measured
  std::optional<double> seconds_left;
};

struct StatusState {
  std::optional<ProgressState> progress;  // shown in place of the figures
  bool writing = false;                   // a reply runs
  double rate = 0;                        // tokens/s now
  double possible_rate = 0;               // what it would be without `pace`
  double mean_rate = 0;                   // of this turn or, idle, the last one; 0 before any
  std::vector<double> rates;              // one a second, oldest first, for the sparkline
  size_t context_used = 0;                // tokens
  size_t context_size = 0;
  uint64_t process_bytes = 0;
  uint64_t machine_bytes = 0;
  Settings settings;
};

// `hints`: what the keys do now, most important first; those that do not fit are left out.
void DrawFigures(const StatusState& state, const Glyphs& glyphs, const Canvas& row);
void DrawHints(const std::vector<std::string>& hints, const Canvas& row);

// Figures and the first hint on one row, for narrow screens.
void DrawShortStatus(const StatusState& state, const std::vector<std::string>& hints,
                     const Glyphs& glyphs, const Canvas& row);

}  // namespace ponder
