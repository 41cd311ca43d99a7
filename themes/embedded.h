// The themes that come with ponder: every *.theme file of this folder, embedded at build time.
#pragma once

#include <span>
#include <string_view>

namespace ponder {

struct EmbeddedTheme {
  std::string_view name;
  std::string_view text;
};

std::span<const EmbeddedTheme> EmbeddedThemes();  // by name; "dark" is among them

}  // namespace ponder
