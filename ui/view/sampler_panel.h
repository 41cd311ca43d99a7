// The settings as a panel over the conversation (F2): the rows of core/chat/settings.cc.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/settings.h"
#include "ui/screen/surface.h"
#include "ui/view/glyphs.h"

namespace ponder {

struct PanelState {
  Settings settings;
  Settings defaults;
  size_t cursor = 0;               // row
  bool live = false;               // a reply runs and follows every change
  std::vector<std::string> notes;  // per row, in place of a slider: "8 to go"
};

// Columns it takes of an area that wide.
int SamplerPanelWidth(int area_width);

// Over the right side of `area`, or all of it where it is narrow.
void DrawSamplerPanel(const PanelState& state, const Glyphs& glyphs, const Canvas& area);

}  // namespace ponder
