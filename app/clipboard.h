// The clipboard of the terminal, reached by the OSC 52 sequence.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace ponder {

// Longer texts are refused: terminals drop sequences beyond 100,000 bytes or so.
inline constexpr size_t kMaxClipboardBytes = 74'994;

std::string Base64(std::string_view bytes);

// What to send to put `text` on the clipboard. Inside tmux it is sent twice, plain and wrapped to
// pass through, because tmux takes the one or the other by its settings. Errors: kUsage.
Result<std::string> ClipboardSequence(std::string_view text, bool inside_tmux);

}  // namespace ponder
