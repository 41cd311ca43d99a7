// A row of laid-out text: what fits on one line of the screen.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ui/screen/surface.h"

namespace ponder {

// Text in one style.
struct Run {
  std::string text;
  Style style;

  bool operator==(const Run&) const = default;
};

struct Row {
  std::vector<Run> runs;
  // The byte of the text laid out at which the row begins. It names the place when the width, and
  // with it the number of rows, changes. Never decreases from row to row.
  size_t source = 0;

  void Append(std::string_view text, Style style);  // joins runs of one style
  int width() const;                                // columns
  std::string text() const;
  bool operator==(const Row&) const = default;
};

// Returns the column after the row.
int DrawRow(const Row& row, const Canvas& canvas, int x, int y);

}  // namespace ponder
