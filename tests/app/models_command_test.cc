#include "app/models_command.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "core/io/folder.h"
#include "tests/support/captured_file.h"
#include "tests/support/golden.h"
#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

struct Output {
  Status status;
  std::string text;
};

Output Models(const ModelsArgs& models, size_t context = 0, const Paths& paths = {}) {
  testing::CapturedFile out;
  Status status = RunModelsCommand(models, context, paths, out.file());
  return {std::move(status), out.text()};
}

bool Has(const Output& output, std::string_view text) {
  return output.text.find(text) != std::string::npos;
}

TEST(Models, ListHasTheBuiltInModelAndWhatIsInstalled) {
  const testing::TempFolder folder;
  folder.Write("models/broken/config.json", "{");
  std::filesystem::create_directory_symlink(testing::GoldenPath("base/pico"),
                                            folder.path() + "/models/pico");
  const Output output = Models({}, 0, {.data = folder.path()});
  ASSERT_TRUE(output.status);
  EXPECT_TRUE(Has(output, "built-in"));
  EXPECT_TRUE(Has(output, "1 mamba2, 1 attention, 1 moe"));
  EXPECT_TRUE(Has(output, "broken"));
  EXPECT_TRUE(Has(output, "cannot be opened: "));
}

TEST(Models, InfoExplainsACheckpoint) {
  const Output output =
      Models({.action = "info", .model = testing::GoldenPath("tq/super-tq3a-tq2e-g32")});
  ASSERT_TRUE(output.status) << Describe(output.status.error());
  EXPECT_TRUE(Has(output, "nemotron_h, 5 layers: 2 mamba2, 1 attention, 2 moe")) << output.text;
  EXPECT_TRUE(Has(output, "TurboQuant 3 bit, group 32")) << output.text;
  EXPECT_TRUE(Has(output, "TurboQuant 2 bit, group 32"));
  EXPECT_TRUE(Has(output, "experts       32, 6 for each token"));
  EXPECT_TRUE(Has(output, "rep-penalty 1.04")) << output.text;
  EXPECT_TRUE(Has(output, "fits"));
  // These goldens have no tokenizer.
  EXPECT_TRUE(Has(output, "warning       it cannot chat: ")) << output.text;
  EXPECT_TRUE(Has(Models({.action = "info", .model = testing::GoldenPath("base/pico")}),
                  "thinking can be switched, knows tools, ends with </s> <|im_end|>"));
}

TEST(Models, FitRefusesWhatDoesNotFit) {
  const ModelsArgs fit{.action = "fit", .model = testing::GoldenPath("base/pico")};
  EXPECT_TRUE(Models(fit).status);
  const Output output = Models(fit, size_t{1} << 50);
  ASSERT_FALSE(output.status);
  EXPECT_EQ(output.status.error().code, ErrorCode::kMemory);
  EXPECT_TRUE(Has(output, "does not fit"));
}

TEST(Models, ExportWritesAModelThatOpensAgain) {
  const testing::TempFolder folder;
  const std::string target = folder.path() + "/new/demo";
  ASSERT_TRUE(Models({.action = "export", .model = "demo", .folder = target}).status);
  EXPECT_TRUE(Models({.action = "info", .model = target}).status);
}

TEST(Models, ExportWritesOverNothing) {
  const testing::TempFolder folder;
  folder.Write("config.json", "mine");
  const Output output = Models({.action = "export", .model = "demo", .folder = folder.path()});
  ASSERT_FALSE(output.status);
  EXPECT_EQ(output.status.error().code, ErrorCode::kUsage);
  EXPECT_EQ(output.text, "");
  std::string left;
  std::getline(std::ifstream(folder.path() + "/config.json"), left);
  EXPECT_EQ(left, "mine");
}

TEST(Models, DamagedOnesAreModelErrors) {
  const testing::TempFolder folder;
  folder.Write("config.json", "{}");
  const Output output = Models({.action = "info", .model = folder.path()});
  ASSERT_FALSE(output.status);
  EXPECT_EQ(output.status.error().code, ErrorCode::kModel);
}

}  // namespace
}  // namespace ponder
