// What changed between two screens.
#pragma once

#include <vector>

#include "ui/screen/surface.h"

namespace ponder {

// Neighbouring cells of one row that changed, widened to whole characters.
struct CellRun {
  int x = 0;
  int y = 0;
  int length = 0;  // columns

  bool operator==(const CellRun&) const = default;
};

// From top left to bottom right. Surfaces of different size differ everywhere.
std::vector<CellRun> DiffSurfaces(const Surface& before, const Surface& after);

}  // namespace ponder
