// A theme: which colour and attributes each role has.
//
// A theme file is lines of `role = colour [on colour] [attribute...]`; `#` begins a comment.
// Colours are the terminal's own sixteen and `default`, so that a theme fits any palette.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "ui/screen/cell.h"

namespace ponder {

inline constexpr int kDefaultColour = -1;

struct RoleStyle {
  int foreground = kDefaultColour;  // 0..15
  int background = kDefaultColour;
  uint8_t attributes = kPlain;

  bool operator==(const RoleStyle&) const = default;
};

struct Theme {
  std::string name;
  std::array<RoleStyle, kNumRoles> roles;  // by Role; a role the file leaves out is plain text

  const RoleStyle& operator[](Role role) const { return roles[static_cast<size_t>(role)]; }
};

std::string_view Name(Role role);  // "thought-text"

// `where` is the file's name in messages. Errors: kConfig with the line number.
Result<Theme> ParseTheme(std::string name, std::string_view text, const std::string& where);

}  // namespace ponder
