// The settings file, config.toml: settings by name, and which theme and model to start with.
//
//     temp = 0.6
//     theme = "light"
//     model = "~/models/Nemotron-3-Nano"
#pragma once

#include <string>

#include "app/setting_overrides.h"

namespace ponder {

struct ConfigFile {
  SettingOverrides settings;
  std::string theme;  // empty where the file says nothing
  std::string model;  // likewise
};

// A file that does not exist says nothing. Errors: kConfig, with the line.
Result<ConfigFile> ReadConfigFile(const std::string& path);

}  // namespace ponder
