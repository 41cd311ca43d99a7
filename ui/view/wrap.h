// Breaking styled text into rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/view/row.h"

namespace ponder {

// Text in one style, as it comes out of a paragraph. '\n' breaks the line; tabs become blanks.
struct Inline {
  std::string text;
  Style style;
  size_t source = 0;  // of its first byte
};

struct WrapOptions {
  int width = 80;  // columns; at least one character goes on every row however narrow
  // What stands left of the text, within the width: a list marker, blanks of the same width.
  Row first_prefix;
  Row next_prefix;
};

// Breaks at blanks, between wide characters, and inside a word only where it is longer than a row.
// Blanks at the beginning of a line are kept, those at a break are dropped. Never empty.
std::vector<Row> Wrap(const std::vector<Inline>& text, const WrapOptions& options);

// ponder's own words: a mark, the text to its right.
std::vector<Row> WrapNote(std::string text, std::string_view mark, Style style, int width);

// One line that is not wrapped: tabs to blanks, cut with `mark` where it is too long.
Row CutLine(std::string_view line, int width, Style style, std::string_view mark);

}  // namespace ponder
