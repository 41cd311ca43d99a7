#include "app/model_source.h"

#include <gtest/gtest.h>

#include "tests/support/golden.h"
#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

TEST(FindModel, NothingIsTheBuiltInOne) {
  EXPECT_FALSE(NamesBuiltIn("nano"));
  for (const std::string name : {"", "built-in", "demo"}) {
    EXPECT_TRUE(NamesBuiltIn(name));
    const auto source = FindModel(name, {});
    ASSERT_TRUE(source);
    EXPECT_EQ(source->name, "built-in");
    EXPECT_TRUE(source->folder->Has("config.json"));
  }
}

TEST(FindModel, AFolder) {
  const auto source = FindModel(testing::GoldenPath("base/pico/"), {});
  ASSERT_TRUE(source) << Describe(source.error());
  EXPECT_EQ(source->name, "pico");
}

TEST(FindModel, ANameUnderTheModelsFolder) {
  const testing::TempFolder folder;
  folder.Write("ponder/models/nano/config.json", "{}");
  folder.Write("ponder/models/readme.txt", "");
  const Paths paths{.data = folder.path() + "/ponder"};
  const auto source = FindModel("nano", paths);
  ASSERT_TRUE(source) << Describe(source.error());
  EXPECT_EQ(source->name, "nano");
  EXPECT_EQ(InstalledModels(paths), (std::vector<std::string>{"nano"}));
  EXPECT_EQ(InstalledModels({.data = "/nowhere"}), (std::vector<std::string>{}));
}

TEST(FindModel, DemoIsTheBuiltInOneWhateverFoldersThereAre) {
  const testing::TempFolder folder;
  folder.Write("models/demo/config.json", "{}");
  EXPECT_EQ(FindModel("demo", {.data = folder.path()})->name, "built-in");
}

TEST(FindModel, HomeIsExpanded) {
  const testing::TempFolder folder;
  folder.Write("nano/config.json", "{}");
  EXPECT_TRUE(FindModel("~/nano", {.home = folder.path()}));
}

TEST(FindModel, SaysWhereItLooked) {
  const auto missing = FindModel("nano", {.data = "/d/ponder"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kModel);
  EXPECT_EQ(Describe(missing.error()),
            "nano: no such folder, and no such model in /d/ponder/models; `ponder models` lists "
            "what there is");
  const testing::TempFolder folder;
  const auto gguf = FindModel(folder.Write("a.gguf", "GGUF"), {});
  EXPECT_NE(gguf.error().message.find("GGUF files are not read yet"), std::string::npos);
  EXPECT_FALSE(FindModel(folder.Write("a.txt", ""), {}));
}

}  // namespace
}  // namespace ponder
