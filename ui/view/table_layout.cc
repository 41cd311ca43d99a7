#include "ui/view/table_layout.h"

#include <algorithm>

#include "ui/screen/width.h"

namespace ponder {
namespace {

constexpr int kColumnGap = 2;

int WidthOf(const TableCell& cell) {
  int columns = 0;
  for (const Inline& part : cell.text) columns += TextWidth(part.text);
  return columns;
}

std::vector<int> ColumnWidths(const Table& table) {
  std::vector<int> widths;
  const auto measure = [&](const std::vector<TableCell>& row) {
    if (widths.size() < row.size()) widths.resize(row.size(), 1);
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], WidthOf(row[i]));
  };
  measure(table.header);
  for (const auto& row : table.rows) measure(row);
  return widths;
}

int TotalWidth(const std::vector<int>& widths, int limit) {
  int total = -kColumnGap;
  for (const int width : widths) {
    total += std::min(width, limit) + kColumnGap;
    if (total > limit) return limit + 1;
  }
  return std::max(total, 0);
}

std::string Blanks(int count) { return std::string(static_cast<size_t>(std::max(count, 0)), ' '); }

void AppendCell(const TableCell& cell, int width, bool last, uint8_t attributes, Row& row) {
  const int free = width - WidthOf(cell);
  int left = 0;
  if (cell.alignment == Alignment::kRight) left = free;
  if (cell.alignment == Alignment::kCentre) left = free / 2;
  row.Append(Blanks(left), {});
  for (const Inline& part : cell.text) row.Append(part.text, part.style.With(attributes));
  if (!last) row.Append(Blanks(free - left + kColumnGap), {});
}

Row AlignedRow(const std::vector<TableCell>& cells, const std::vector<int>& widths,
               uint8_t attributes, size_t source) {
  Row row;
  row.source = source;
  for (size_t i = 0; i < cells.size(); ++i) {
    AppendCell(cells[i], widths[i], i + 1 == cells.size(), attributes, row);
  }
  return row;
}

size_t SourceOf(const std::vector<TableCell>& cells, size_t otherwise) {
  for (const TableCell& cell : cells) {
    if (!cell.text.empty()) return cell.text[0].source;
  }
  return otherwise;
}

std::vector<Row> AlignedTable(const Table& table, const std::vector<int>& widths, int total,
                              const Glyphs& glyphs) {
  std::vector<Row> rows;
  rows.push_back(AlignedRow(table.header, widths, kBold, table.source));
  Row rule{.runs = {}, .source = table.source};
  for (int i = 0; i < total; ++i) rule.Append(glyphs.rule, {Role::kDim});
  rows.push_back(std::move(rule));
  for (const auto& cells : table.rows) {
    rows.push_back(AlignedRow(cells, widths, kPlain, SourceOf(cells, rows.back().source)));
  }
  return rows;
}

// "Header: value", wrapped, the value's further lines indented.
void StackCell(const TableCell& header, const TableCell& cell, int width, std::vector<Row>& rows) {
  std::vector<Inline> line;
  for (Inline part : header.text) {
    part.style = Style{Role::kDim};
    part.source = cell.text.empty() ? rows.empty() ? 0 : rows.back().source : cell.text[0].source;
    line.push_back(std::move(part));
  }
  if (!line.empty()) line.push_back({": ", {Role::kDim}, line[0].source});
  line.insert(line.end(), cell.text.begin(), cell.text.end());
  WrapOptions options{.width = width, .first_prefix = {}, .next_prefix = {}};
  options.next_prefix.Append("  ", {});
  for (Row& row : Wrap(line, options)) rows.push_back(std::move(row));
}

std::vector<Row> StackedTable(const Table& table, int width) {
  std::vector<Row> rows;
  for (const auto& cells : table.rows) {
    if (!rows.empty()) rows.push_back({.runs = {}, .source = SourceOf(cells, rows.back().source)});
    for (size_t i = 0; i < cells.size(); ++i) {
      StackCell(i < table.header.size() ? table.header[i] : TableCell(), cells[i], width, rows);
    }
  }
  if (rows.empty()) {
    for (const TableCell& cell : table.header) StackCell(TableCell(), cell, width, rows);
  }
  return rows;
}

}  // namespace

std::vector<Row> LayOutTable(const Table& table, int width, const Glyphs& glyphs) {
  const std::vector<int> widths = ColumnWidths(table);
  const int total = TotalWidth(widths, width);
  return total <= width ? AlignedTable(table, widths, total, glyphs) : StackedTable(table, width);
}

}  // namespace ponder
