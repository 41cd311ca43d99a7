#include "ui/screen/surface.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "ui/screen/width.h"

namespace ponder {
namespace {

Size NotNegative(Size size) { return {std::max(size.width, 0), std::max(size.height, 0)}; }

}  // namespace

Surface::Surface(Size size)
    : size_(NotNegative(size)),
      cells_(static_cast<size_t>(size_.width) * static_cast<size_t>(size_.height)) {}

void Surface::BlankOtherHalf(int x, int y) {
  const Cell& cell = cells_[Index(x, y)];
  if (cell.width == 2) cells_[Index(x + 1, y)] = Cell{.style = cell.style};
  if (cell.width == 0) cells_[Index(x - 1, y)] = Cell{.style = cell.style};
}

void Surface::Place(int x, int y, const Cell& cell) {
  if (!Contains(x, y)) return;
  BlankOtherHalf(x, y);
  if (cell.width == 1) {
    cells_[Index(x, y)] = cell;
  } else if (!Contains(x + 1, y)) {
    cells_[Index(x, y)] = Cell{.style = cell.style};
  } else {
    BlankOtherHalf(x + 1, y);
    cells_[Index(x, y)] = cell;
    cells_[Index(x + 1, y)] = Cell{.text = {}, .width = 0, .style = cell.style};
  }
}

void Surface::SetStyle(int x, int y, Style style) {
  if (Contains(x, y)) cells_[Index(x, y)].style = style;
}

std::string Surface::RowText(int y) const {
  std::string text;
  for (int x = 0; x < width(); ++x) {
    for (char32_t c : at(x, y).text) {
      if (c != 0) AppendUtf8(c, text);
    }
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

Canvas::Canvas(Surface& surface)
    : surface_(&surface), area_{0, 0, surface.width(), surface.height()} {}

Canvas Canvas::Sub(Rect part) const {
  const int left = std::clamp(part.x, 0, area_.width);
  const int top = std::clamp(part.y, 0, area_.height);
  const int right = std::clamp(part.x + std::max(part.width, 0), left, area_.width);
  const int bottom = std::clamp(part.y + std::max(part.height, 0), top, area_.height);
  return {surface_, {area_.x + left, area_.y + top, right - left, bottom - top}};
}

int Canvas::Put(int x, int y, std::string_view text, Style style) const {
  const bool visible = y >= 0 && y < area_.height;
  while (!text.empty() && x < area_.width) {
    const Cluster cluster = NextCluster(text);
    const bool whole = x >= 0 && x + cluster.width <= area_.width;
    const Cell cell = whole ? Cell{cluster.text, cluster.width, style} : Cell{.style = style};
    const int at = whole ? x : std::max(x, 0);
    if (visible && x + cluster.width > 0) surface_->Place(area_.x + at, area_.y + y, cell);
    x += cluster.width;
    text.remove_prefix(cluster.num_bytes);
  }
  return x;
}

int Canvas::PutRight(int end, int y, std::string_view text, Style style) const {
  const int x = end - TextWidth(text);
  Put(x, y, text, style);
  return x;
}

void Canvas::Repeat(int x, int y, int count, std::string_view glyph, Style style) const {
  for (int i = 0; i < count; ++i) Put(x + i, y, glyph, style);
}

void Canvas::Restyle(int y, Style style) const {
  if (y < 0 || y >= area_.height) return;
  for (int x = 0; x < area_.width; ++x) surface_->SetStyle(area_.x + x, area_.y + y, style);
}

void Canvas::Clear() const {
  for (int y = 0; y < area_.height; ++y) {
    for (int x = 0; x < area_.width; ++x) surface_->Place(area_.x + x, area_.y + y, Cell{});
  }
}

}  // namespace ponder
