#include "app/models_command.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/io/folder.h"
#include "tests/support/captured_file.h"
#include "tests/support/model_copy.h"

namespace ponder {
namespace {

namespace fs = std::filesystem;

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

std::vector<std::string> FilesIn(const testing::TempFolder& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    names.push_back(entry.path().filename().string());
  }
  return names;
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

// base/pico names its end tokens in generation_config.json, which this one lacks.
class PicoCopy : public testing::ModelCopy {
 public:
  PicoCopy() : ModelCopy("base/pico") { fs::remove(path() + "/generation_config.json"); }
  Output Info() const { return Models({.action = "info", .model = path()}); }
  Output ExportTo(const testing::TempFolder& target) const {
    return Models({.action = "export", .model = path(), .folder = target.path()});
  }
};

TEST(Models, InfoNamesTheTokenizersEndTokenToo) {
  const Output output = PicoCopy().Info();
  ASSERT_TRUE(output.status) << Describe(output.status.error());
  EXPECT_TRUE(Has(output, "ends with </s> <|im_end|>")) << output.text;
}

TEST(Models, InfoWarnsWhereNoTokenEndsAReply) {
  const PicoCopy pico;
  auto config = testing::ReadGoldenJson("base/pico/config.json");
  config.erase("eos_token_id");
  pico.Write("config.json", config.dump());
  pico.Write("tokenizer_config.json", "{}");
  pico.Write("special_tokens_map.json", "{}");
  std::string tokenizer = testing::ReadGoldenText("base/pico/tokenizer.json");
  const std::string_view turn_end = "<|im_end|>";
  for (size_t at = tokenizer.find(turn_end); at != std::string::npos; at = tokenizer.find(turn_end))
    tokenizer.replace(at, turn_end.size(), "<|unused|>");
  pico.Write("tokenizer.json", tokenizer);
  const Output output = pico.Info();
  ASSERT_TRUE(output.status) << Describe(output.status.error());
  EXPECT_TRUE(Has(output, "warning       it cannot chat: ")) << output.text;
  EXPECT_TRUE(Has(output, "no end token")) << output.text;
}

TEST(Models, ExportWritesAModelThatOpensAgain) {
  const testing::TempFolder folder;
  const std::string target = folder.path() + "/new/demo";
  ASSERT_TRUE(Models({.action = "export", .model = "demo", .folder = target}).status);
  EXPECT_TRUE(Models({.action = "info", .model = target}).status);
}

TEST(Models, ExportWritesOverNothing) {
  const testing::TempFolder target;
  target.Write("tokenizer.json", "mine");
  const Output output = Models({.action = "export", .model = "demo", .folder = target.path()});
  ASSERT_FALSE(output.status);
  EXPECT_EQ(output.status.error().code, ErrorCode::kUsage);
  EXPECT_EQ(output.text, "");
  EXPECT_EQ(FilesIn(target), std::vector<std::string>{"tokenizer.json"});
  EXPECT_EQ(fs::file_size(target.path() + "/tokenizer.json"), 4);
}

TEST(Models, ExportWritesAllFilesOrNone) {
  const testing::TempFolder target;
  const PicoCopy pico;
  fs::create_directory(pico.path() + "/figures");
  const std::string unreadable = pico.path() + "/zzz";
  fs::create_symlink("nowhere", unreadable);
  EXPECT_FALSE(pico.ExportTo(target).status);
  EXPECT_TRUE(FilesIn(target).empty());
  fs::remove(unreadable);

  // Too long for the temporary name beside it, and the last to be written.
  const std::string unwritable = pico.Write(std::string(250, 'z'), "text");
  EXPECT_FALSE(pico.ExportTo(target).status);
  EXPECT_TRUE(FilesIn(target).empty());
  fs::remove(unwritable);

  EXPECT_TRUE(pico.ExportTo(target).status);
  EXPECT_EQ(FilesIn(target).size(), 6);  // folders stay behind
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
