// One cell of the screen: what is written there and in which role.
#pragma once

#include <array>
#include <cstdint>

namespace ponder {

// What a piece of text is for. A theme gives each role its colour; no view names one.
enum class Role : uint8_t {
  kText,
  kDim,          // labels, rules, numbers that explain
  kAccent,       // the one colour that draws the eye: prompt, sliders, the row under the cursor
  kUser,         // who speaks
  kThought,      // fold lines and the gutter of a thought
  kThoughtText,  // what is thought
  kCode,
  kHeading,
  kLink,
  kWarning,
  kError,
  kSelected,  // the thing the keys act on now
};
inline constexpr int kNumRoles = 12;

// Added to what the theme says about the role.
enum Attribute : uint8_t {
  kPlain = 0,
  kBold = 1,
  kItalic = 2,
  kUnderline = 4,
  kFaint = 8,
  kReverse = 16,
};

struct Style {
  Role role = Role::kText;
  uint8_t attributes = kPlain;

  bool operator==(const Style&) const = default;
  Style With(uint8_t more) const { return {role, static_cast<uint8_t>(attributes | more)}; }
};

// A character as the reader sees it: a base and up to three marks on it.
struct Cell {
  std::array<char32_t, 4> text{U' ', 0, 0, 0};
  uint8_t width = 1;  // columns; a cell of width 2 is followed by one of width 0
  Style style;

  bool operator==(const Cell&) const = default;
};

struct Point {
  int x = 0;  // column
  int y = 0;  // row

  bool operator==(const Point&) const = default;
};

struct Size {
  int width = 0;
  int height = 0;

  bool operator==(const Size&) const = default;
};

struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

}  // namespace ponder
