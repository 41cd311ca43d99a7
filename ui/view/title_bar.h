// The row at the top: which model this is.
#pragma once

#include <cstdint>
#include <string>

#include "ui/screen/surface.h"
#include "ui/view/glyphs.h"

namespace ponder {

struct TitleState {
  std::string model;  // untrusted; empty before one is open
  std::string format;
  uint64_t weight_bytes = 0;
  bool can_think = true;
  bool think = true;
};

void DrawTitleBar(const TitleState& state, const Glyphs& glyphs, const Canvas& row);

}  // namespace ponder
