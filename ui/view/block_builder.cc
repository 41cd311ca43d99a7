#include "ui/view/block_builder.h"

#include <algorithm>
#include <span>
#include <utility>

#include "ui/screen/width.h"

namespace ponder {
namespace {

// However deep the nesting, this much is left for the text where the screen has it.
constexpr int kMinTextColumns = 12;

std::string Blanks(int count) { return std::string(static_cast<size_t>(std::max(count, 0)), ' '); }

void AppendRow(const Row& from, Row& to) {
  for (const Run& run : from.runs) to.Append(run.text, run.style);
}

}  // namespace

void BlockBuilder::OpenList(const ListKind& kind) {
  containers_.push_back({.around = Around::kList, .list = kind, .next_number = kind.first_number});
}

void BlockBuilder::OpenItem() {
  std::string marker = std::string(glyphs_.bullet) + " ";
  if (!containers_.empty() && containers_.back().list.ordered) {
    Container& list = containers_.back();
    marker = std::to_string(list.next_number++) + list.list.delimiter + " ";
  }
  containers_.push_back(
      {.around = Around::kItem, .marker = std::move(marker), .marker_is_due = true});
}

void BlockBuilder::OpenQuote() { containers_.push_back({.around = Around::kQuote}); }

void BlockBuilder::CloseItem(size_t source) {
  if (containers_.empty()) return;
  if (containers_.back().marker_is_due) {
    Row marker = Prefix(true);
    marker.source = source;
    Emit({std::move(marker)}, false);
  }
  Close();
}

void BlockBuilder::CloseListOrQuote() {
  Close();
  gap_is_due_ = !InTightList();
}

void BlockBuilder::Close() {
  if (!containers_.empty()) containers_.pop_back();
  gap_depth_ = std::min(gap_depth_, containers_.size());
}

bool BlockBuilder::InTightList() const {
  for (auto it = containers_.rbegin(); it != containers_.rend(); ++it) {
    if (it->around == Around::kList) return it->list.tight;
    if (it->around == Around::kQuote) return false;
  }
  return false;
}

// What stands left of a row of the next block, cut so that the text has room.
Row BlockBuilder::Prefix(size_t depth, bool uses_markers) {
  Row prefix;
  for (Container& container : std::span(containers_).first(depth)) {
    if (container.around == Around::kQuote) {
      prefix.Append(std::string(glyphs_.bar) + " ", {Role::kDim});
    } else if (container.around == Around::kItem && uses_markers && container.marker_is_due) {
      prefix.Append(container.marker, {});
      container.marker_is_due = false;
    } else if (container.around == Around::kItem) {
      prefix.Append(Blanks(TextWidth(container.marker)), {});
    }
  }
  const int most = std::max(widths_.prose - kMinTextColumns, widths_.prose / 2);
  return prefix.width() <= most ? prefix : CutLine(prefix.text(), most, {Role::kDim}, "");
}

void BlockBuilder::Emit(std::vector<Row> rows, bool gap_after) {
  if (rows.empty()) return;
  if (gap_is_due_ && !result_.rows.empty()) {
    Row gap = Prefix(gap_depth_, false);
    gap.source = rows[0].source;
    result_.rows.push_back(std::move(gap));
  }
  gap_is_due_ = gap_after && !InTightList();
  gap_depth_ = containers_.size();
  result_.gap_after = gap_after;
  for (Row& row : rows) result_.rows.push_back(std::move(row));
}

void BlockBuilder::Paragraph(const std::vector<Inline>& text) {
  if (text.empty()) return;
  // The gap row has the prefix without markers, so it must come before they are used.
  const Row next = Prefix(false);
  Emit(Wrap(text, {.width = widths_.prose, .first_prefix = Prefix(true), .next_prefix = next}),
       true);
}

void BlockBuilder::Heading(const std::vector<Inline>& text) {
  Paragraph(text);
  gap_is_due_ = false;
  result_.gap_after = false;
}

void BlockBuilder::Code(std::string_view code, size_t source) {
  std::vector<Row> rows;
  for (size_t begin = 0; begin < code.size();) {
    const size_t end = std::min(code.find('\n', begin), code.size());
    Row row = Prefix(true);
    const int columns = std::max(widths_.full - row.width(), 1);
    AppendRow(LayOutCodeLine(code.substr(begin, end - begin), 0, columns, glyphs_), row);
    row.source = source + begin;
    rows.push_back(std::move(row));
    begin = end + 1;
  }
  Emit(std::move(rows), true);
}

void BlockBuilder::Rule(size_t source) {
  Row rule = Prefix(true);
  rule.source = source;
  while (rule.width() < widths_.prose) rule.Append(glyphs_.rule, {Role::kDim});
  Emit({std::move(rule)}, true);
}

void BlockBuilder::AddTable(const Table& table) {
  std::vector<Row> rows;
  const int columns = std::max(widths_.full - Prefix(false).width(), 1);
  for (const Row& inner : LayOutTable(table, columns, glyphs_)) {
    Row row = Prefix(true);
    AppendRow(inner, row);
    row.source = inner.source;
    rows.push_back(std::move(row));
  }
  Emit(std::move(rows), true);
}

MarkdownRows BlockBuilder::Finish() { return std::move(result_); }

}  // namespace ponder
