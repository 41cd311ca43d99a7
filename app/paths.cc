#include "app/paths.h"

#include <pwd.h>
#include <unistd.h>

namespace ponder {
namespace {

std::string HomeFromUserDatabase() {
  const passwd* user = getpwuid(getuid());
  return user && user->pw_dir ? user->pw_dir : "/";
}

}  // namespace

Paths FindPaths(const std::function<const char*(const char* name)>& get_env) {
  const auto absolute = [&](const char* name) -> std::string {
    const char* value = get_env(name);
    return value && value[0] == '/' ? value : "";
  };
  Paths paths;
  paths.home = absolute("HOME");
  if (paths.home.empty()) paths.home = HomeFromUserDatabase();
  const auto folder = [&](const char* name, const char* fallback) {
    const std::string base = absolute(name);
    return (base.empty() ? paths.home + fallback : base) + "/ponder";
  };
  paths.config = folder("XDG_CONFIG_HOME", "/.config");
  paths.data = folder("XDG_DATA_HOME", "/.local/share");
  paths.state = folder("XDG_STATE_HOME", "/.local/state");
  return paths;
}

std::string ExpandHome(const std::string& path, const Paths& paths) {
  return path.starts_with("~/") ? paths.home + path.substr(1) : path;
}

}  // namespace ponder
