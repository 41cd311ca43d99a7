#include "ui/view/draft_layout.h"

#include <algorithm>

#include "ui/screen/width.h"

namespace ponder {
namespace {

// The end of the row that begins at `begin`: bytes of it, and whether a line break ends it.
struct RowEnd {
  size_t end;
  bool newline;
};

RowEnd EndOfRow(std::string_view draft, size_t begin, int width) {
  size_t at = begin;
  size_t after_blank = begin;
  int column = 0;
  while (at < draft.size()) {
    if (draft[at] == '\n') return {at, true};
    const Cluster cluster = NextCluster(draft.substr(at));
    column += cluster.width;
    // The cursor needs a column after the last character.
    if (column >= width && at > begin) return {after_blank > begin ? after_blank : at, false};
    at += cluster.num_bytes;
    if (draft[at - 1] == ' ') after_blank = at;
  }
  return {at, false};
}

}  // namespace

DraftLayout LayOutDraft(std::string_view draft, int width, int first_column) {
  DraftLayout layout;
  layout.first_column = first_column;
  size_t begin = 0;
  while (true) {
    const int room = std::max(width - (layout.rows.empty() ? first_column : 0), 1);
    const RowEnd row = EndOfRow(draft, begin, room);
    layout.rows.push_back({begin, row.end});
    if (row.end == draft.size() && !row.newline) return layout;
    begin = row.end + (row.newline ? 1 : 0);
  }
}

size_t DraftLayout::RowOf(size_t cursor) const {
  size_t row = 0;
  while (row + 1 < rows.size() && rows[row + 1].begin <= cursor) ++row;
  return row;
}

int DraftLayout::ColumnOf(std::string_view draft, size_t cursor) const {
  const size_t begin = rows[RowOf(cursor)].begin;
  return TextWidth(draft.substr(begin, cursor - begin));
}

size_t DraftLayout::OffsetAt(std::string_view draft, size_t row, int column) const {
  const DraftRow& wanted = rows[row];
  const std::string_view text = draft.substr(wanted.begin, wanted.end - wanted.begin);
  size_t offset = FitBytes(text, column);
  // A row broken at a blank: behind its last character is the next row's beginning.
  const bool continues = row + 1 < rows.size() && rows[row + 1].begin == wanted.end;
  if (continues && offset == text.size() && offset > 0) {
    offset = FitBytes(text, TextWidth(text) - 1);
  }
  return wanted.begin + offset;
}

}  // namespace ponder
