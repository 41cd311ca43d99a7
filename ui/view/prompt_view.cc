#include "ui/view/prompt_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/utf8.h"
#include "ui/screen/width.h"

namespace ponder {
namespace {

constexpr int kMaxHeightPercent = 40;
constexpr int kSignColumns = 2;  // the sign and a blank
constexpr int kTooNarrow = 8;    // columns below which the sign goes

int Indent(int width) { return width < kTooNarrow ? 0 : kSignColumns; }

std::string Sign(const PromptState& state, int width, const Glyphs& glyphs) {
  if (!state.question.empty()) return Elide(VisibleLine(state.question), width / 2, glyphs.missing);
  return Indent(width) == 0 ? std::string() : std::string(glyphs.prompt) + " ";
}

// The line breaks of a draft never reach a row, its tabs do.
std::string ShownText(std::string_view text) {
  std::string shown(text);
  std::replace(shown.begin(), shown.end(), '\t', ' ');
  return shown;
}

void DrawQueued(const PromptState& state, const Glyphs& glyphs, const Canvas& row) {
  const size_t more = state.queued.size() - 1;
  const std::string label = more > 0 ? fmt::format("queued ({} more): ", more) : "queued: ";
  const std::string text = label + VisibleLine(state.queued.front());
  row.Put(Indent(row.width()), 0,
          Elide(text, row.width() - 2 * Indent(row.width()), glyphs.missing), {Role::kDim});
}

}  // namespace

DraftLayout LayOutPrompt(const PromptState& state, int width, const Glyphs& glyphs) {
  const int indent = Indent(width);
  const int sign = TextWidth(Sign(state, width, glyphs));
  return LayOutDraft(state.draft, width - indent, std::max(sign - indent, 0));
}

int PromptHeight(const PromptState& state, Size screen, const Glyphs& glyphs) {
  const auto rows = static_cast<int>(LayOutPrompt(state, screen.width, glyphs).rows.size());
  const int most = std::max(screen.height * kMaxHeightPercent / 100, 1);
  const bool room_for_queued = most > 1 && !state.queued.empty();
  return std::min(rows + (room_for_queued ? 1 : 0), most);
}

std::optional<Point> DrawPrompt(const PromptState& state, const Glyphs& glyphs,
                                const Canvas& canvas) {
  if (canvas.height() == 0 || canvas.width() == 0) return std::nullopt;
  const DraftLayout layout = LayOutPrompt(state, canvas.width(), glyphs);
  Canvas rows = canvas;
  int top = 0;
  if (!state.queued.empty() && canvas.height() > 1) {
    DrawQueued(state, glyphs, canvas);
    top = 1;
    rows = canvas.Sub({0, 1, canvas.width(), canvas.height() - 1});
  }
  const auto cursor_row = static_cast<int>(layout.RowOf(state.cursor));
  const int first = std::max(cursor_row - rows.height() + 1, 0);
  const int indent = Indent(canvas.width());
  for (int y = 0; y < rows.height() && first + y < static_cast<int>(layout.rows.size()); ++y) {
    const DraftRow& row = layout.rows[static_cast<size_t>(first + y)];
    int x = indent;
    if (first + y == 0) {
      rows.Put(0, y, Sign(state, canvas.width(), glyphs), {Role::kAccent});
      x += layout.first_column;
    }
    rows.Put(x, y, ShownText(std::string_view(state.draft).substr(row.begin, row.end - row.begin)));
  }
  const int column = layout.ColumnOf(state.draft, state.cursor) + indent +
                     (cursor_row == 0 ? layout.first_column : 0);
  return Point{std::min(column, canvas.width() - 1), top + cursor_row - first};
}

}  // namespace ponder
