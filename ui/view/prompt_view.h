// The input line: the draft, the cursor in it, and the message that waits for the answer to end.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/screen/surface.h"
#include "ui/view/draft_layout.h"
#include "ui/view/glyphs.h"

namespace ponder {

struct PromptState {
  std::string draft;
  size_t cursor = 0;     // byte offset in the draft
  std::string question;  // of the line editor, such as a history search, in place of the sign
  std::vector<std::string> queued;  // messages to send when the answer has ended
};

// The draft's layout on a screen that wide: for drawing, and for moving the cursor up and down.
DraftLayout LayOutPrompt(const PromptState& state, int width, const Glyphs& glyphs);

// Rows the prompt takes on a screen of that size: at most 40 % of its height, at least one.
int PromptHeight(const PromptState& state, Size screen, const Glyphs& glyphs);

// Returns where the cursor stands on the canvas.
std::optional<Point> DrawPrompt(const PromptState& state, const Glyphs& glyphs,
                                const Canvas& canvas);

}  // namespace ponder
