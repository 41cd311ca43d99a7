// Surface: the screen as a value, a rectangle of cells. Views write into one through a Canvas.
//
// Invariant: a cell of width 2 is followed by one of width 0 on the same row, and nothing else has
// width 0; so the widths of a row always add up to the surface's width.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/screen/cell.h"

namespace ponder {

class Surface {
 public:
  Surface() = default;
  explicit Surface(Size size);  // blank

  Size size() const { return size_; }
  int width() const { return size_.width; }
  int height() const { return size_.height; }
  const Cell& at(int x, int y) const { return cells_[Index(x, y)]; }

  // Writes one cell. What it covers half of becomes blank; a wide cell that would stick out on the
  // right becomes blank itself. Positions outside are ignored.
  void Place(int x, int y, const Cell& cell);
  void SetStyle(int x, int y, Style style);

  std::string RowText(int y) const;  // without blanks at the end

  bool operator==(const Surface&) const = default;

 private:
  size_t Index(int x, int y) const {
    return static_cast<size_t>(y) * static_cast<size_t>(size_.width) + static_cast<size_t>(x);
  }
  bool Contains(int x, int y) const {
    return x >= 0 && y >= 0 && x < size_.width && y < size_.height;
  }
  void BlankOtherHalf(int x, int y);

  Size size_;
  std::vector<Cell> cells_;  // [height, width]
};

// A rectangle of a surface with its own origin. What lies outside of it is cut off.
class Canvas {
 public:
  explicit Canvas(Surface& surface);

  int width() const { return area_.width; }
  int height() const { return area_.height; }
  Canvas Sub(Rect part) const;

  // Returns the column after the text, which may lie outside.
  int Put(int x, int y, std::string_view text, Style style = {}) const;
  // So that the text ends before column `end`. Returns where it begins.
  int PutRight(int end, int y, std::string_view text, Style style = {}) const;
  void Repeat(int x, int y, int count, std::string_view glyph, Style style = {}) const;
  void Restyle(int y, Style style) const;  // a whole row, text kept
  void Clear() const;

 private:
  Canvas(Surface* surface, Rect area) : surface_(surface), area_(area) {}

  Surface* surface_;
  Rect area_;
};

}  // namespace ponder
