#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/engine/engine.h"
#include "tests/support/model_copy.h"

namespace ponder {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class EngineLoadTest : public ::testing::Test {
 protected:
  void Write(const std::string& name, std::string_view content) { model_.Write(name, content); }
  Result<std::shared_ptr<const Engine>> Load(const LoadOptions& options = {},
                                             const LoadProgressFn& progress = {}) {
    return LoadEngine("pico", *OpenFolder(folder_).value(), options, progress);
  }
  std::string ErrorOfLoad() {
    const auto engine = Load();
    if (engine) return "no error";
    EXPECT_EQ(ExitCode(engine.error().code), 4);
    const std::string line = Describe(engine.error());
    EXPECT_EQ(line.find('\n'), std::string::npos);
    return line;
  }

  const testing::ModelCopy model_{"base/pico"};
  const fs::path folder_ = model_.path();
};

TEST_F(EngineLoadTest, LoadsWithProgress) {
  uint64_t last = 0;
  uint64_t all = 0;
  const auto engine = Load({}, [&](uint64_t done, uint64_t total) {
    EXPECT_GT(done, last);
    last = done;
    all = total;
  });
  ASSERT_TRUE(engine.has_value()) << Describe(engine.error());
  EXPECT_EQ(last, all);
  EXPECT_EQ(all, fs::file_size(folder_ / "model.safetensors"));
  EXPECT_EQ((*engine)->generation.eos_token_ids, (std::vector<TokenId>{2, 11}));
  EXPECT_EQ((*engine)->files->format_text(), "BF16");
  EXPECT_LE((*engine)->tokenizer.size(), (*engine)->files->model.config.vocab_size);
}

TEST_F(EngineLoadTest, RefusesWhatIsMissing) {
  for (const char* file : {"config.json", "model.safetensors", "tokenizer.json"}) {
    const fs::path away = folder_ / "away";
    fs::rename(folder_ / file, away);
    EXPECT_THAT(ErrorOfLoad(), HasSubstr(file));
    fs::rename(away, folder_ / file);
  }
}

TEST_F(EngineLoadTest, RefusesEveryTruncation) {
  const fs::path weights = folder_ / "model.safetensors";
  const auto size = fs::file_size(weights);
  for (uintmax_t kept : {size - 1, size / 2, uintmax_t{1000}, uintmax_t{8}, uintmax_t{0}}) {
    fs::resize_file(weights, kept);
    EXPECT_NE(ErrorOfLoad(), "no error") << kept;
  }
}

TEST_F(EngineLoadTest, RefusesATokenizerOfAnotherModel) {
  fs::copy_file(testing::GoldenPath("tokenizer/bpe4k/tokenizer.json"), folder_ / "tokenizer.json",
                fs::copy_options::overwrite_existing);
  EXPECT_THAT(ErrorOfLoad(), HasSubstr("belong to different models"));
}

TEST_F(EngineLoadTest, RefusesEndTokensOutsideTheVocabulary) {
  Write("generation_config.json", R"({"eos_token_id": [2, 99999]})");
  EXPECT_THAT(ErrorOfLoad(), HasSubstr("expected ids below 512, found 99999"));
}

TEST_F(EngineLoadTest, EndsAtTheTokenizersEndTokenAndWhereATurnEnds) {
  const auto ends_with = [&] { return Load().value()->generation.eos_token_ids; };
  Write("generation_config.json", R"({"eos_token_id": 2})");
  Write("tokenizer_config.json", R"({"chat_template": "x", "eos_token": "<s>"})");
  EXPECT_EQ(ends_with(), (std::vector<TokenId>{2, 1, 11}));
  Write("tokenizer_config.json", R"({"chat_template": "x", "eos_token": "</s>"})");
  EXPECT_EQ(ends_with(), (std::vector<TokenId>{2, 11}));
  Write("tokenizer_config.json", R"({"chat_template": "x", "eos_token": null})");
  EXPECT_EQ(ends_with(), (std::vector<TokenId>{2, 11}));
}

TEST_F(EngineLoadTest, ComparesTheContextWithTheMemory) {
  const auto engine = Load({.context = size_t{1} << 40});
  ASSERT_FALSE(engine.has_value());
  EXPECT_EQ(ExitCode(engine.error().code), 5);
  EXPECT_THAT(Describe(engine.error()), HasSubstr("--force"));
}

TEST(ModelFiles, NamesTheFormats) {
  const auto text = [](const char* model) {
    const auto folder = OpenFolder(testing::GoldenPath(model)).value();
    return LoadModelFiles(*folder, {}).value()->format_text();
  };
  EXPECT_EQ(text("tq/super-tq3a-tq2e-g32"), "TurboQuant 3/2 bit");
  EXPECT_EQ(text("mlx/pico-affine-b6-g64"), "affine 6 bit");
  EXPECT_EQ(text("base/super"), "BF16");
}

}  // namespace
}  // namespace ponder
