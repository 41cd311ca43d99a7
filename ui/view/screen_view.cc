#include "ui/view/screen_view.h"

#include <algorithm>

#include "ui/view/wrap.h"

namespace ponder {
namespace {

// Less than this shows the input line alone.
constexpr Size kSmallest{20, 5};
constexpr int kHeightForRule = 8;
constexpr int kHeightForTitle = 16;
constexpr int kWidthForAllFigures = 60;
constexpr int kMinTextColumns = 32;  // beside the panel
constexpr int kMaxWelcomeColumns = 76;

// How the rows of the screen are shared out, from top to bottom.
struct Rows {
  int title = 0;  // with its rule
  int conversation = 0;
  int rule = 0;
  int prompt = 0;
  int status = 0;
};

Rows ShareRows(const ScreenState& state) {
  Rows rows;
  const Size size = state.size;
  if (size.width < kSmallest.width || size.height < kSmallest.height) {
    rows.prompt = size.height;
    return rows;
  }
  rows.title = size.height >= kHeightForTitle ? 2 : 0;
  rows.rule = size.height >= kHeightForRule ? 1 : 0;
  rows.status = size.height >= kHeightForTitle && size.width >= kWidthForAllFigures ? 2 : 1;
  rows.prompt = PromptHeight(state.prompt, size, *state.look.glyphs);
  rows.conversation = size.height - rows.title - rows.rule - rows.prompt - rows.status;
  return rows;
}

void DrawRule(const Glyphs& glyphs, const Canvas& row) {
  row.Repeat(0, 0, row.width(), glyphs.rule, {Role::kDim});
}

void DrawWelcome(const ScreenState& state, const Canvas& area) {
  const WrapOptions options{.width = std::min(area.width() - 4, kMaxWelcomeColumns),
                            .first_prefix = {},
                            .next_prefix = {}};
  int y = 1;
  for (const std::string& line : state.welcome) {
    for (const Row& row : Wrap({{line, {Role::kDim}, 0}}, options)) DrawRow(row, area, 2, y++);
  }
}

// Beside the panel where there is room, else below it.
int TextColumns(const ScreenState& state, int width) {
  const int beside = width - SamplerPanelWidth(width) - 1;
  return state.panel && beside >= kMinTextColumns ? beside : width;
}

void DrawStatus(const ScreenState& state, const Canvas& area) {
  const Glyphs& glyphs = *state.look.glyphs;
  if (area.height() == 1) return DrawShortStatus(state.status, state.hints, glyphs, area);
  DrawFigures(state.status, glyphs, area.Sub({0, 0, area.width(), 1}));
  DrawHints(state.hints, area.Sub({0, 1, area.width(), 1}));
}

void DrawConversation(const ScreenState& state, const Transcript& transcript, TranscriptView& view,
                      const Canvas& area, Frame& frame) {
  const Glyphs& glyphs = *state.look.glyphs;
  const Size size{area.width(), area.height()};
  const int noticed = state.notice ? NoticeHeight(*state.notice, glyphs, size) : 0;
  const Canvas text = area.Sub({0, 0, TextColumns(state, size.width), size.height - noticed});
  if (transcript.empty()) DrawWelcome(state, text);
  view.Draw(transcript, state.look, text);
  if (state.page) frame.furthest_scroll = DrawPage(*state.page, area);
  if (state.panel) DrawSamplerPanel(*state.panel, glyphs, area);
  Canvas above = area;
  if (state.suggestions) {
    const int taken = DrawSuggestions(*state.suggestions, glyphs, area);
    above = area.Sub({0, 0, area.width(), area.height() - taken});
  }
  if (state.notice) DrawNotice(*state.notice, glyphs, above);
}

// Says that newer text is below the screen, in the rule under the conversation.
void DrawMoreBelow(const Canvas& rule) {
  rule.PutRight(rule.width() - 2, 0, " more below, Ctrl+End ", {Role::kAccent});
}

}  // namespace

Frame DrawScreen(const ScreenState& state, const Transcript& transcript, TranscriptView& view) {
  Frame frame{.surface = Surface(state.size), .cursor = {}, .conversation = {}};
  const Canvas screen(frame.surface);
  const int width = state.size.width;
  const Rows rows = ShareRows(state);
  const Glyphs& glyphs = *state.look.glyphs;
  int y = 0;
  if (rows.title > 0) {
    DrawTitleBar(state.title, glyphs, screen.Sub({0, 0, width, 1}));
    DrawRule(glyphs, screen.Sub({0, 1, width, 1}));
    y = rows.title;
  }
  frame.conversation = {0, y, width, rows.conversation};
  DrawConversation(state, transcript, view, screen.Sub(frame.conversation), frame);
  y += rows.conversation;
  if (rows.rule > 0) {
    const Canvas rule = screen.Sub({0, y, width, 1});
    DrawRule(glyphs, rule);
    if (!transcript.empty() && !view.at_end() && !state.page) DrawMoreBelow(rule);
  }
  y += rows.rule;
  frame.cursor = DrawPrompt(state.prompt, glyphs, screen.Sub({0, y, width, rows.prompt}));
  if (frame.cursor) frame.cursor->y += y;
  y += rows.prompt;
  if (rows.status > 0) DrawStatus(state, screen.Sub({0, y, width, rows.status}));
  return frame;
}

}  // namespace ponder
