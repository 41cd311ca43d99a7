// Where the blocks of a growing Markdown text end, so that each is parsed once.
#pragma once

#include <cstddef>
#include <string_view>

namespace ponder {

// A piece longer than this is cut at a line or word, so that work per frame stays bounded.
inline constexpr size_t kMaxOpenBytes = 16 * 1024;

// The first piece of a Markdown text that can be parsed on its own.
struct Piece {
  enum class Kind {
    kUnfinished,  // more text may still change it; length counts for nothing
    kBlocks,      // whole blocks, blank lines after them included
    kFence,       // the opening line of a code fence at the margin
  };
  Kind kind = Kind::kUnfinished;
  size_t length = 0;  // bytes
  bool cut = false;   // by length, in the middle of a block
};

// The decision depends on the text alone, never on how it arrived. `complete`: no more will come.
Piece FirstPiece(std::string_view text, bool complete);

// Where to cut a text longer than kMaxOpenBytes: after the last line end within the bound, else
// after a blank, else between characters. At least 1.
size_t CutLength(std::string_view text);

struct Fence {
  char character = 0;  // '`' or '~', 0: no fence
  size_t length = 0;
};

// The fence that `line` opens at the margin or indented by up to `max_indent` blanks.
Fence OpeningFence(std::string_view line, size_t max_indent);
bool ClosesFence(std::string_view line, const Fence& fence);
// Whether a line that is still growing could become the one that closes the fence.
bool MayCloseFence(std::string_view line, const Fence& fence);

// Whether a line still growing is only markup so far ("-", "**", "|--"): it would change what the
// lines before it look like, for a moment.
bool IsOnlyMarkup(std::string_view line);

}  // namespace ponder
