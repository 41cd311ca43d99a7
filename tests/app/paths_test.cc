#include "app/paths.h"

#include <gtest/gtest.h>

#include <map>

namespace ponder {
namespace {

Paths Find(const std::map<std::string, std::string>& environment) {
  return FindPaths([&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? nullptr : found->second.c_str();
  });
}

TEST(Paths, FollowTheXdgVariables) {
  const Paths paths = Find({{"HOME", "/home/a"},
                            {"XDG_CONFIG_HOME", "/c"},
                            {"XDG_DATA_HOME", "/d"},
                            {"XDG_STATE_HOME", "/s"}});
  EXPECT_EQ(paths.config_file(), "/c/ponder/config.toml");
  EXPECT_EQ(paths.themes_folder(), "/c/ponder/themes");
  EXPECT_EQ(paths.models_folder(), "/d/ponder/models");
  EXPECT_EQ(paths.history_file(), "/s/ponder/history");
}

TEST(Paths, DefaultToHiddenFoldersOfHome) {
  const Paths paths = Find({{"HOME", "/home/a"}, {"XDG_DATA_HOME", "relative"}});
  EXPECT_EQ(paths.config, "/home/a/.config/ponder");
  EXPECT_EQ(paths.data, "/home/a/.local/share/ponder");
  EXPECT_EQ(paths.state, "/home/a/.local/state/ponder");
}

TEST(Paths, WithoutHomeTheUserDatabaseKnows) { EXPECT_EQ(Find({}).home[0], '/'); }

TEST(Paths, ExpandsHome) {
  const Paths paths = Find({{"HOME", "/home/a"}});
  EXPECT_EQ(ExpandHome("~/m", paths), "/home/a/m");
  EXPECT_EQ(ExpandHome("~", paths), "~");
  EXPECT_EQ(ExpandHome("/x/~/m", paths), "/x/~/m");
}

}  // namespace
}  // namespace ponder
