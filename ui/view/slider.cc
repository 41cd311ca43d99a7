#include "ui/view/slider.h"

#include <algorithm>
#include <cmath>

namespace ponder {

std::string SliderText(double part, int columns, const Glyphs& glyphs) {
  const double inside = std::isfinite(part) ? std::clamp(part, 0.0, 1.0) : 0.0;
  const auto knob = static_cast<int>(std::lround(inside * (columns - 1)));
  std::string text;
  for (int x = 0; x < columns; ++x) {
    text += x == knob ? glyphs.knob : x < knob ? glyphs.filled : glyphs.rule;
  }
  return text;
}

}  // namespace ponder
