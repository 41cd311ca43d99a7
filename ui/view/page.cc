#include "ui/view/page.h"

#include <algorithm>

#include "ui/screen/width.h"
#include "ui/view/wrap.h"

namespace ponder {
namespace {

constexpr int kMargin = 2;
constexpr int kBetween = 2;
constexpr int kMaxTextColumns = 100;
// Below this many columns for the right side, it goes below the left.
constexpr int kMinRightColumns = 24;
constexpr int kHangingIndent = 4;

int LeftColumns(const std::vector<PageLine>& lines) {
  int columns = 0;
  for (const PageLine& line : lines) {
    if (!line.heading && !line.right.empty()) columns = std::max(columns, TextWidth(line.left));
  }
  return columns;
}

Row BlankPrefix(int columns) {
  Row prefix;
  prefix.Append(std::string(static_cast<size_t>(columns), ' '), {});
  return prefix;
}

// The name in its column, the words beside it.
std::vector<Row> SideBySide(const PageLine& line, int left_columns, int width) {
  WrapOptions options{.width = width, .first_prefix = {}, .next_prefix = {}};
  if (!line.left.empty()) {
    const int blanks = left_columns + kBetween - TextWidth(line.left);
    options.first_prefix.Append(line.left, {Role::kAccent});
    options.first_prefix.Append(std::string(static_cast<size_t>(blanks), ' '), {});
    options.next_prefix = BlankPrefix(left_columns + kBetween);
  }
  return Wrap({{line.right, {}, 0}}, options);
}

std::vector<Row> OneBelowTheOther(const PageLine& line, int width) {
  std::vector<Row> rows;
  if (!line.left.empty()) {
    rows = Wrap({{line.left, {Role::kAccent}, 0}},
                {.width = width, .first_prefix = {}, .next_prefix = {}});
  }
  if (line.right.empty()) return rows;
  const Row indent = BlankPrefix(line.left.empty() ? 0 : std::min(kHangingIndent, width / 4));
  const std::vector<Row> words =
      Wrap({{line.right, {}, 0}}, {.width = width, .first_prefix = indent, .next_prefix = indent});
  rows.insert(rows.end(), words.begin(), words.end());
  return rows;
}

std::vector<Row> LayOutLines(const std::vector<PageLine>& lines, int width) {
  const int left_columns = LeftColumns(lines);
  const bool beside = width - left_columns - kBetween >= kMinRightColumns;
  std::vector<Row> rows;
  for (const PageLine& line : lines) {
    std::vector<Row> laid_out;
    if (line.heading || (line.left.empty() && line.right.empty())) {
      laid_out.emplace_back().Append(line.left, {Role::kHeading});
    } else {
      laid_out = beside ? SideBySide(line, left_columns, width) : OneBelowTheOther(line, width);
    }
    rows.insert(rows.end(), laid_out.begin(), laid_out.end());
  }
  return rows;
}

}  // namespace

int DrawPage(const PageState& state, const Canvas& area) {
  area.Clear();
  const int width = std::clamp(area.width() - 2 * kMargin, 1, kMaxTextColumns);
  const std::vector<Row> rows = LayOutLines(state.lines, width);
  const int title_rows = area.height() > 3 ? 2 : 0;
  if (title_rows > 0) area.Put(kMargin, 0, state.title, {Role::kHeading, kBold});
  const Canvas body = area.Sub({kMargin, title_rows, width, area.height() - title_rows});
  const int furthest = std::max(static_cast<int>(rows.size()) - body.height(), 0);
  const int first = std::clamp(state.scroll, 0, furthest);
  for (int y = 0; y < body.height() && first + y < static_cast<int>(rows.size()); ++y) {
    DrawRow(rows[static_cast<size_t>(first + y)], body, 0, y);
  }
  if (first < furthest && title_rows > 0) {
    area.PutRight(kMargin + width, 0, "more below", {Role::kDim});
  }
  return furthest;
}

}  // namespace ponder
