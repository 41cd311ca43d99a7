#include "ui/screen/surface_diff.h"

namespace ponder {
namespace {

// The run of changed cells that begins at the changed cell (x, y).
CellRun RunAt(const Surface& before, const Surface& after, int x, int y) {
  int end = x + 1;
  while (end < after.width() && !(before.at(end, y) == after.at(end, y))) ++end;
  if (end < after.width() && after.at(end, y).width == 0) ++end;
  const int begin = after.at(x, y).width == 0 ? x - 1 : x;
  return {begin, y, end - begin};
}

}  // namespace

std::vector<CellRun> DiffSurfaces(const Surface& before, const Surface& after) {
  std::vector<CellRun> runs;
  const bool all = before.size() != after.size();
  for (int y = 0; y < after.height(); ++y) {
    if (all) {
      if (after.width() > 0) runs.push_back({0, y, after.width()});
      continue;
    }
    for (int x = 0; x < after.width(); ++x) {
      if (before.at(x, y) == after.at(x, y)) continue;
      runs.push_back(RunAt(before, after, x, y));
      x = runs.back().x + runs.back().length - 1;
    }
  }
  return runs;
}

}  // namespace ponder
