#include "ui/view/overlay.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "ui/screen/width.h"
#include "ui/view/wrap.h"

namespace ponder {
namespace {

constexpr int kMargin = 2;
constexpr int kMaxNoticeRows = 4;
constexpr int kMaxSuggestionRows = 8;
constexpr int kMinHelpColumns = 12;

Style StyleOf(Notice::Kind kind) {
  switch (kind) {
    case Notice::Kind::kWarning:
      return {Role::kWarning};
    case Notice::Kind::kError:
      return {Role::kError};
    case Notice::Kind::kNote:
      break;
  }
  return {Role::kAccent};
}

// State is never told by colour alone.
std::string_view LabelOf(Notice::Kind kind) {
  return kind == Notice::Kind::kError ? "error: " : "";
}

Canvas Bottom(const Canvas& area, int rows) {
  const Canvas bottom = area.Sub({0, area.height() - rows, area.width(), rows});
  bottom.Clear();
  return bottom;
}

std::vector<Row> LayOutNotice(const Notice& notice, const Glyphs& glyphs, Size area) {
  const int width = std::max(area.width - 2 * kMargin - 1, 1);  // and the sign of a cut
  std::vector<Row> rows = WrapNote(std::string(LabelOf(notice.kind)) + VisibleLine(notice.text),
                                   glyphs.mark, StyleOf(notice.kind), width);
  const auto shown = static_cast<size_t>(std::clamp(area.height, 0, kMaxNoticeRows));
  if (rows.size() <= shown) return rows;
  rows.resize(shown);
  if (!rows.empty()) rows.back().Append(glyphs.missing, StyleOf(notice.kind));
  return rows;
}

}  // namespace

int NoticeHeight(const Notice& notice, const Glyphs& glyphs, Size area) {
  return static_cast<int>(LayOutNotice(notice, glyphs, area).size());
}

int DrawNotice(const Notice& notice, const Glyphs& glyphs, const Canvas& area) {
  const std::vector<Row> rows = LayOutNotice(notice, glyphs, {area.width(), area.height()});
  const Canvas canvas = Bottom(area, static_cast<int>(rows.size()));
  int y = 0;
  for (const Row& row : rows) DrawRow(row, canvas, kMargin, y++);
  return y;
}

int DrawSuggestions(const Suggestions& suggestions, const Glyphs& glyphs, const Canvas& area) {
  const auto count = static_cast<int>(suggestions.entries.size());
  const int shown = std::min({count, kMaxSuggestionRows, std::max(area.height(), 0)});
  if (shown == 0) return 0;
  const Canvas canvas = Bottom(area, shown);
  int columns = 0;
  for (const auto& entry : suggestions.entries) {
    columns = std::max(columns, TextWidth(entry.text));
  }
  columns = std::min(columns, area.width() / 2);
  const int chosen =
      suggestions.chosen < suggestions.entries.size() ? static_cast<int>(suggestions.chosen) : 0;
  const int first = std::clamp(chosen - shown + 1, 0, count - shown);
  for (int y = 0; y < shown; ++y) {
    const auto i = static_cast<size_t>(first + y);
    const auto& entry = suggestions.entries[i];
    const Style style = {i == suggestions.chosen ? Role::kSelected : Role::kAccent};
    canvas.Put(kMargin, y, Elide(entry.text, columns, glyphs.missing), style);
    const int help_columns = area.width() - 2 * kMargin - columns - 2;
    if (help_columns < kMinHelpColumns) continue;
    canvas.Put(kMargin + columns + 2, y, Elide(entry.help, help_columns, glyphs.missing),
               {Role::kDim});
  }
  if (count > shown) {
    canvas.PutRight(area.width() - kMargin, shown - 1,
                    "+" + std::to_string(count - shown) + " more", {Role::kDim});
  }
  return shown;
}

}  // namespace ponder
