// Equal to Hugging Face's tokenizers on what it wrote into tests/golden.
#include <gtest/gtest.h>

#include "core/base/utf8.h"
#include "core/text/detokenizer.h"
#include "core/text/tokenizer.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

using nlohmann::json;
using Ids = std::vector<TokenId>;

Tokenizer ParseOrDie(std::string_view text) {
  auto tokenizer = Tokenizer::Parse(text, "tokenizer.json");
  if (!tokenizer) ADD_FAILURE() << Describe(tokenizer.error());
  return std::move(tokenizer).value();
}

std::string BytesOfHex(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

// The golden file and its tokenizer, which sits beside it or with a checkpoint of the same base.
class TokenizerGolden : public ::testing::TestWithParam<std::pair<const char*, const char*>> {
 protected:
  const json golden_ = testing::ReadGoldenJson(GetParam().first);
  const Tokenizer tokenizer_ = ParseOrDie(testing::ReadGoldenText(GetParam().second));
};

TEST_P(TokenizerGolden, Strings) {
  for (const json& row : golden_["strings"]) {
    const std::string text = row["text"];
    const Ids ids = row["ids"];
    EXPECT_EQ(tokenizer_.Encode(text), ids) << text;
    EXPECT_EQ(tokenizer_.Encode(text, true), row.value("ids_with_bos", ids)) << text;
    EXPECT_EQ(tokenizer_.EncodeAsText(text), row.value("ids_specials_as_text", ids)) << text;
    EXPECT_EQ(tokenizer_.Decode(ids), row["decoded"]);
    EXPECT_EQ(tokenizer_.Decode(ids, true), row.value("decoded_skip_special", row["decoded"]));
  }
}

TEST_P(TokenizerGolden, InvalidUtf8) {
  for (const json& row : golden_["invalid_utf8"]) {
    const Ids ids = tokenizer_.Encode(BytesOfHex(row["bytes_hex"]));
    EXPECT_EQ(ids, row["ids"].get<Ids>()) << row["bytes_hex"];
    EXPECT_EQ(tokenizer_.Decode(ids), row["decoded"]);
  }
}

TEST_P(TokenizerGolden, RandomIds) {
  for (const json& row : golden_["random_decode"]) {
    const Ids ids = row["ids"];
    EXPECT_EQ(tokenizer_.Decode(ids), row["decoded"]);
    EXPECT_EQ(tokenizer_.Decode(ids, true), row["decoded_skip_special"]);
  }
}

TEST_P(TokenizerGolden, Streams) {
  for (const json& row : golden_["stream_decode"]) {
    Detokenizer detokenizer(tokenizer_);
    const Ids ids = row["ids"];
    for (size_t i = 0; i < ids.size(); ++i) {
      const json& piece = row["pieces"][i];
      EXPECT_EQ(detokenizer.Push(ids[i]), piece.is_null() ? "" : piece.get<std::string>());
    }
    EXPECT_EQ(detokenizer.Flush(), "");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Golden, TokenizerGolden,
    ::testing::Values(std::pair("tokenizer/bpe4k.golden.json", "tokenizer/bpe4k/tokenizer.json"),
                      std::pair("tokenizer/nano.golden.json", "mlx/nano-oq-mixed/tokenizer.json")),
    [](const auto& test) { return std::string(test.index == 0 ? "bpe4k" : "nano"); });

// The pre-tokenizers, normalizers and decoders of other model families.
TEST(TokenizerFamilies, EqualToUpstream) {
  const json golden = testing::ReadGoldenJson("text_extra/tokenizer_cases.json");
  const json& strings = golden["strings"];
  for (const json& variant : golden["variants"]) {
    SCOPED_TRACE(variant["name"].get<std::string>());
    json file = golden["bases"][variant["base"].get<std::string>()];
    const json& patch = variant["patch"];
    for (const auto& [key, value] : patch.items()) {
      if (key == "model") {
        file[key].update(value);
      } else {
        file[key] = value;
      }
    }
    const Tokenizer tokenizer = ParseOrDie(file.dump());
    for (size_t i = 0; i < strings.size(); ++i) {
      const Ids ids = variant["ids"][i];
      EXPECT_EQ(tokenizer.Encode(strings[i].get<std::string>(), true), ids) << strings[i];
      EXPECT_EQ(tokenizer.Decode(ids, true), variant["decoded"][i]);
      EXPECT_EQ(tokenizer.Decode(ids), variant["decoded_all"][i]);
    }
  }
}

}  // namespace
}  // namespace ponder
