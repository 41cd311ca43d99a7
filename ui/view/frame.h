// A border around a panel that floats over the conversation.
#pragma once

#include <string>

#include "ui/screen/surface.h"
#include "ui/view/glyphs.h"

namespace ponder {

struct FrameText {
  std::string title;
  std::string right_title;
  std::string footer;
};

// Returns what is inside. REQUIRES at least 2 x 2 cells.
Canvas DrawFrame(const FrameText& text, const Glyphs& glyphs, const Canvas& panel);
// A rule across the frame at row `y` of the panel, with a label in it.
void DrawDivider(const std::string& label, const Glyphs& glyphs, const Canvas& panel, int y);

}  // namespace ponder
