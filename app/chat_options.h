// What the chat screen is started with.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/settings.h"

namespace ponder {

struct ChatOptions {
  std::string model_path;  // to open first; empty: the built-in model
  std::string theme = "dark";
  std::vector<std::string> theme_folders;  // searched before the embedded themes
  std::string history_path;                // empty: lines typed are not kept
  std::string system_prompt;
  std::function<void(Settings&)>
      override_settings;      // flags, settings file: over a model's defaults
  bool ascii = false;         // no glyphs beyond ASCII, whatever the locale
  bool no_colour = false;     // NO_COLOR
  bool show_notes = true;     // of settings changed in the middle of a reply
  bool show_turn_end = true;  // the line of figures under a reply
  bool inside_tmux = false;   // TMUX is set
};

}  // namespace ponder
