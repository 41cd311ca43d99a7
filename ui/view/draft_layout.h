// How the draft in the input line is broken into rows, and where the cursor stands.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ponder {

struct DraftRow {
  size_t begin = 0;  // bytes [begin, end) of the draft, its line break excluded
  size_t end = 0;
};

struct DraftLayout {
  std::vector<DraftRow> rows;  // at least one
  int first_column = 0;        // where the text of the first row begins

  size_t RowOf(size_t cursor) const;
  // Columns from the beginning of the row's text.
  int ColumnOf(std::string_view draft, size_t cursor) const;
  // The cursor position in `row` nearest to `column`.
  size_t OffsetAt(std::string_view draft, size_t row, int column) const;
};

// Rows of at most `width` columns, the cursor behind the last character included; the first one
// `first_column` columns shorter. Breaks after blanks where there is one.
DraftLayout LayOutDraft(std::string_view draft, int width, int first_column);

}  // namespace ponder
