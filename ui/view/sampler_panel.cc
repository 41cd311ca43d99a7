#include "ui/view/sampler_panel.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/chat/settings.h"
#include "ui/screen/width.h"
#include "ui/view/frame.h"
#include "ui/view/slider.h"
#include "ui/view/wrap.h"

namespace ponder {
namespace {

constexpr int kPanelColumns = 36;
constexpr int kMinColumnsBeside = 16;  // less of the conversation tells nothing
constexpr int kHeightForFrame = 5;
constexpr int kHeightForHelp = 10;  // inside the frame
constexpr int kNameColumns = 13;
constexpr int kValueColumns = 8;
constexpr int kSliderColumns = 10;
constexpr int kHelpRows = 3;

bool HasSlider(const SettingRow& row) {
  return !std::holds_alternative<bool Settings::*>(row.field) &&
         !std::holds_alternative<std::optional<uint64_t> Settings::*>(row.field);
}

void DrawSetting(const PanelState& state, size_t i, const Glyphs& glyphs, const Canvas& canvas,
                 int y) {
  const SettingRow& setting = SettingRows()[i];
  const bool current = i == state.cursor;
  if (current) canvas.Put(0, y, glyphs.pointer, {Role::kAccent, kBold});
  canvas.Put(1, y, setting.name, {current ? Role::kAccent : Role::kText});
  const int value_end = std::min(1 + kNameColumns + kValueColumns, canvas.width() - 1);
  canvas.PutRight(value_end, y, FormatSetting(setting, state.settings), {});
  const int room = std::min(canvas.width() - value_end - 3, kSliderColumns);
  const std::string note = i < state.notes.size() ? state.notes[i] : std::string();
  if (!note.empty()) {
    canvas.Put(value_end + 2, y, Elide(note, room, glyphs.missing), {Role::kDim});
  } else if (HasSlider(setting) && room >= 4) {
    canvas.Put(value_end + 2, y, SliderText(SettingPosition(setting, state.settings), room, glyphs),
               {Role::kDim});
  }
}

// What the setting under the cursor does.
std::vector<Row> HelpRows(const PanelState& state, int width) {
  const std::string help(SettingRows()[state.cursor].help);
  return Wrap({{help, {}, 0}}, {.width = width, .first_prefix = {}, .next_prefix = {}});
}

std::string DefaultLabel(const PanelState& state) {
  const SettingRow& setting = SettingRows()[state.cursor];
  const std::string unit = setting.unit.empty() ? "" : fmt::format(", in {}", setting.unit);
  return fmt::format("default {}{}", FormatSetting(setting, state.defaults), unit);
}

// Settings around the cursor, as many as fit.
void DrawSettings(const PanelState& state, const Glyphs& glyphs, const Canvas& canvas) {
  const auto num_rows = static_cast<int>(SettingRows().size());
  const auto cursor = static_cast<int>(state.cursor);
  const int first =
      std::clamp(cursor - canvas.height() / 2, 0, std::max(num_rows - canvas.height(), 0));
  for (int y = 0; y < canvas.height() && first + y < num_rows; ++y) {
    DrawSetting(state, static_cast<size_t>(first + y), glyphs, canvas, y);
  }
}

}  // namespace

int SamplerPanelWidth(int area_width) {
  return area_width < kPanelColumns + kMinColumnsBeside ? area_width : kPanelColumns;
}

void DrawSamplerPanel(const PanelState& state, const Glyphs& glyphs, const Canvas& area) {
  const int width = SamplerPanelWidth(area.width());
  const auto num_rows = static_cast<int>(SettingRows().size());
  const int height = std::min(area.height(), num_rows + kHelpRows + 3);
  const Canvas panel = area.Sub({area.width() - width, 0, width, height});
  panel.Clear();
  if (height < kHeightForFrame) return DrawSettings(state, glyphs, panel);
  const Canvas inside =
      DrawFrame({.title = "sampler",
                 .right_title = state.live ? "live" : "",
                 .footer = std::string(glyphs.left_right) + " change  r reset  u undo  Esc"},
                glyphs, panel);
  const int help_rows = inside.height() >= kHeightForHelp ? kHelpRows : 0;
  const int settings_rows = inside.height() - (help_rows > 0 ? help_rows + 1 : 0);
  DrawSettings(state, glyphs, inside.Sub({0, 0, inside.width(), settings_rows}));
  if (help_rows == 0) return;
  DrawDivider(DefaultLabel(state), glyphs, panel, settings_rows + 1);
  const std::vector<Row> help = HelpRows(state, inside.width() - 2);
  for (int y = 0; y < help_rows && y < static_cast<int>(help.size()); ++y) {
    DrawRow(help[static_cast<size_t>(y)], inside, 1, settings_rows + 1 + y);
  }
}

}  // namespace ponder
