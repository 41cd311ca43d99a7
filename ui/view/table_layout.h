// A Markdown table as rows of text.
#pragma once

#include <vector>

#include "ui/view/glyphs.h"
#include "ui/view/wrap.h"

namespace ponder {

enum class Alignment : uint8_t { kLeft, kCentre, kRight };

struct TableCell {
  std::vector<Inline> text;
  Alignment alignment = Alignment::kLeft;
};

struct Table {
  std::vector<TableCell> header;
  std::vector<std::vector<TableCell>> rows;
  size_t source = 0;
};

// Columns aligned, two blanks apart, if that fits into `width`; else every row as a small list of
// "header: value" lines.
std::vector<Row> LayOutTable(const Table& table, int width, const Glyphs& glyphs);

}  // namespace ponder
