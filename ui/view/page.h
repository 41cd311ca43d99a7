// A page in place of the conversation: help, the settings, where the memory goes.
#pragma once

#include <string>
#include <vector>

#include "ui/screen/surface.h"

namespace ponder {

// A name and what there is to say about it. Without `left`, plain words; without both, a blank row.
struct PageLine {
  std::string left = {};
  std::string right = {};
  bool heading = false;  // `left` is one
};

struct PageState {
  std::string title;
  std::vector<PageLine> lines;
  int scroll = 0;  // rows
};

// Returns how far the page can be scrolled; `state.scroll` counts for no more than that.
int DrawPage(const PageState& state, const Canvas& area);

}  // namespace ponder
