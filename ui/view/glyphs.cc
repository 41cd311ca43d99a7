#include "ui/view/glyphs.h"

namespace ponder {

const Glyphs& UnicodeGlyphs() {
  static constexpr Glyphs glyphs{
      .folded = "\u25B8",
      .unfolded = "\u25BE",
      .bar = "\u2502",
      .rule = "\u2500",
      .filled = "\u2501",
      .knob = "\u25CB",
      .mark = "\u25AA",
      .prompt = "\u276F",
      .missing = "\u2026",
      .dot = "\u00B7",
      .arrow = "\u2192",
      .bullet = "\u2022",
      .caret = "\u258C",
      .pointer = "\u25B8",
      .left_right = "\u2190\u2192",
      .top_left = "\u250C",
      .top_right = "\u2510",
      .bottom_left = "\u2514",
      .bottom_right = "\u2518",
      .tee_left = "\u251C",
      .tee_right = "\u2524",
      .levels = {"\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586", "\u2587", "\u2588"},
  };
  return glyphs;
}

const Glyphs& AsciiGlyphs() {
  static constexpr Glyphs glyphs{
      .folded = ">",
      .unfolded = "v",
      .bar = "|",
      .rule = "-",
      .filled = "=",
      .knob = "o",
      .mark = "*",
      .prompt = ">",
      .missing = "~",
      .dot = ",",
      .arrow = "->",
      .bullet = "-",
      .caret = "_",
      .pointer = ">",
      .left_right = "<>",
      .top_left = "+",
      .top_right = "+",
      .bottom_left = "+",
      .bottom_right = "+",
      .tee_left = "+",
      .tee_right = "+",
      .levels = {"_", ".", ",", "-", "=", "+", "*", "#"},
  };
  return glyphs;
}

std::string WithArrows(std::string text, const Glyphs& glyphs) {
  for (size_t at = text.find("->"); at != std::string::npos; at = text.find("->", at + 2)) {
    text.replace(at, 2, glyphs.arrow);
  }
  return text;
}

}  // namespace ponder
