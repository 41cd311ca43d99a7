#include "ui/view/row.h"

#include "ui/screen/width.h"

namespace ponder {

void Row::Append(std::string_view text, Style style) {
  if (text.empty()) return;
  if (runs.empty() || runs.back().style != style) runs.push_back({.text = {}, .style = style});
  runs.back().text += text;
}

int Row::width() const {
  int columns = 0;
  for (const Run& run : runs) columns += TextWidth(run.text);
  return columns;
}

std::string Row::text() const {
  std::string joined;
  for (const Run& run : runs) joined += run.text;
  return joined;
}

int DrawRow(const Row& row, const Canvas& canvas, int x, int y) {
  for (const Run& run : row.runs) x = canvas.Put(x, y, run.text, run.style);
  return x;
}

}  // namespace ponder
