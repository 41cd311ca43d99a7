// A bar with a knob: where a value lies in its range, how much of something is done.
#pragma once

#include <string>

#include "ui/view/glyphs.h"

namespace ponder {

// `part` is 0..1; `columns` at least 1.
std::string SliderText(double part, int columns, const Glyphs& glyphs);

}  // namespace ponder
