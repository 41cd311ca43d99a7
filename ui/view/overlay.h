// Rows at the end of the conversation, just above the input line.
#pragma once

#include <string>
#include <vector>

#include "ui/screen/surface.h"
#include "ui/view/glyphs.h"

namespace ponder {

// Something to know until the next key: what a command did, what went wrong.
struct Notice {
  enum class Kind : uint8_t { kNote, kWarning, kError };
  Kind kind = Kind::kNote;
  std::string text;  // untrusted
};

// What could be completed, with what it does.
struct Suggestions {
  struct Entry {
    std::string text;
    std::string help;
  };
  std::vector<Entry> entries;
  size_t chosen = SIZE_MAX;  // highlighted, none if out of range
};

// How many rows a notice takes of an area of this size.
int NoticeHeight(const Notice& notice, const Glyphs& glyphs, Size area);

// Each returns the rows it took from the bottom of `area`.
int DrawNotice(const Notice& notice, const Glyphs& glyphs, const Canvas& area);
int DrawSuggestions(const Suggestions& suggestions, const Glyphs& glyphs, const Canvas& area);

}  // namespace ponder
