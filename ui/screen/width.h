// Untrusted text becomes cells here, and only here.
//
// A cluster is what one cell shows: a base character and the zero-width marks on it. It is chosen
// such that every terminal agrees on its width, joined emoji or not: an emoji sequence is shown as
// its members, skin tones and variation selectors are left out. Controls, bidirectional and
// invisible characters, and what Unicode has not assigned become U+FFFD.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ponder {

struct Cluster {
  std::array<char32_t, 4> text{};
  uint8_t width = 0;     // columns: 1 or 2; 0 only where the text was empty
  size_t num_bytes = 0;  // of the text, at least 1 unless it was empty
};

Cluster NextCluster(std::string_view text);

// Columns that `text` takes on one line.
int TextWidth(std::string_view text);

// Bytes of the longest beginning of `text` that fits into `columns`, whole clusters only.
size_t FitBytes(std::string_view text, int columns);
// The same from the end: the offset at which the longest ending that fits begins.
size_t FitTail(std::string_view text, int columns);

// `text` cut to `columns` with `mark` (one column) at the end where something is missing.
std::string Elide(std::string_view text, int columns, std::string_view mark);

}  // namespace ponder
