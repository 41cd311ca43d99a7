#include "ui/view/frame.h"

#include "ui/screen/width.h"

namespace ponder {
namespace {

constexpr Style kBorder{Role::kDim};

void DrawEdge(std::string_view left, std::string_view right, const Glyphs& glyphs,
              const Canvas& panel, int y) {
  panel.Repeat(1, y, panel.width() - 2, glyphs.rule, kBorder);
  panel.Put(0, y, left, kBorder);
  panel.Put(panel.width() - 1, y, right, kBorder);
}

// Text set into an edge, a blank on either side.
void PutLabel(const std::string& text, int x, int y, Style style, const Glyphs& glyphs,
              const Canvas& panel) {
  if (text.empty()) return;
  const int room = panel.width() - x - 3;
  panel.Put(x, y, " " + Elide(text, room, glyphs.missing) + " ", style);
}

}  // namespace

Canvas DrawFrame(const FrameText& text, const Glyphs& glyphs, const Canvas& panel) {
  const int bottom = panel.height() - 1;
  DrawEdge(glyphs.top_left, glyphs.top_right, glyphs, panel, 0);
  DrawEdge(glyphs.bottom_left, glyphs.bottom_right, glyphs, panel, bottom);
  for (int y = 1; y < bottom; ++y) {
    panel.Put(0, y, glyphs.bar, kBorder);
    panel.Put(panel.width() - 1, y, glyphs.bar, kBorder);
  }
  PutLabel(text.title, 1, 0, {Role::kText, kBold}, glyphs, panel);
  if (!text.right_title.empty()) {
    PutLabel(text.right_title, panel.width() - 3 - TextWidth(text.right_title), 0, {Role::kAccent},
             glyphs, panel);
  }
  PutLabel(text.footer, 1, bottom, {Role::kDim}, glyphs, panel);
  return panel.Sub({1, 1, panel.width() - 2, panel.height() - 2});
}

void DrawDivider(const std::string& label, const Glyphs& glyphs, const Canvas& panel, int y) {
  DrawEdge(glyphs.tee_left, glyphs.tee_right, glyphs, panel, y);
  PutLabel(label, 1, y, {Role::kDim}, glyphs, panel);
}

}  // namespace ponder
