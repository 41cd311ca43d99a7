// Every glyph beyond ASCII that the screen uses, and its ASCII twin.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace ponder {

struct Glyphs {
  std::string_view folded;
  std::string_view unfolded;
  std::string_view bar;     // gutter of a thought, vertical border
  std::string_view rule;    // horizontal line
  std::string_view filled;  // slider and progress, left of the knob
  std::string_view knob;
  std::string_view mark;  // ponder's own note
  std::string_view prompt;
  std::string_view missing;  // text was cut here; one column
  std::string_view dot;      // between figures
  std::string_view arrow;    // from -> to
  std::string_view bullet;
  std::string_view caret;    // where streaming text grows
  std::string_view pointer;  // the row the keys act on
  std::string_view left_right;
  std::string_view top_left;
  std::string_view top_right;
  std::string_view bottom_left;
  std::string_view bottom_right;
  std::string_view tee_left;
  std::string_view tee_right;
  std::array<std::string_view, 8> levels;  // of a sparkline, lowest first
};

const Glyphs& UnicodeGlyphs();
const Glyphs& AsciiGlyphs();

// ponder's own text with every "->" as these glyphs draw it.
std::string WithArrows(std::string text, const Glyphs& glyphs);

}  // namespace ponder
