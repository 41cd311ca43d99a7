// One piece of Markdown, whole blocks, as rows of text. The parser is md4c; text_flow.h feeds it
// block by block as the text streams in.
#pragma once

#include <string_view>
#include <vector>

#include "ui/view/glyphs.h"
#include "ui/view/row.h"

namespace ponder {

struct TextWidths {
  int prose = 76;  // columns at which prose wraps
  int full = 76;   // columns there are; code and tables may use them all

  bool operator==(const TextWidths&) const = default;
};

struct MarkdownRows {
  std::vector<Row> rows;
  bool gap_after = true;  // a blank row belongs between this and what follows
};

// Headings, emphasis, lists, quotes, code blocks, tables, rules; links as text (address). LaTeX and
// HTML stay as they were written. Text too hostile to parse is shown as it is.
// `source` is the byte of the whole text at which `markdown` begins.
MarkdownRows LayOutMarkdown(std::string_view markdown, size_t source, TextWidths widths,
                            const Glyphs& glyphs);

// Words that wrap, line by line, as they were written.
std::vector<Row> LayOutPlain(std::string_view text, size_t source, int width, Style style);

// A line of a code block: indented, cut where it is too long.
Row LayOutCodeLine(std::string_view line, size_t source, int width, const Glyphs& glyphs);

}  // namespace ponder
