// Where ponder keeps files: the folders of the XDG base directory specification.
#pragma once

#include <functional>
#include <string>

namespace ponder {

struct Paths {
  std::string config;  // $XDG_CONFIG_HOME/ponder: config.toml, themes; written by people only
  std::string data;    // $XDG_DATA_HOME/ponder: models
  std::string state;   // $XDG_STATE_HOME/ponder: input history
  std::string home;    // $HOME

  std::string config_file() const { return config + "/config.toml"; }
  std::string themes_folder() const { return config + "/themes"; }
  std::string models_folder() const { return data + "/models"; }
  std::string history_file() const { return state + "/history"; }
};

// `get_env` returns null for what is not set. Relative XDG paths are ignored, as the specification
// asks; without $HOME the system's user database is asked.
Paths FindPaths(const std::function<const char*(const char* name)>& get_env);

// `path` with a leading "~/" replaced.
std::string ExpandHome(const std::string& path, const Paths& paths);

}  // namespace ponder
