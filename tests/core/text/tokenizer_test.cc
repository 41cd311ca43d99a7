#include "core/text/tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>

#include "core/base/utf8.h"
#include "core/text/detokenizer.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

const Tokenizer& GoldenTokenizer() {
  static const Tokenizer tokenizer =
      Tokenizer::Parse(testing::ReadGoldenText("tokenizer/bpe4k/tokenizer.json"), "t").value();
  return tokenizer;
}

// A small byte-level tokenizer over a and b, changed by a merge patch (RFC 7396).
json SmallFile(const json& patch = json::object()) {
  json file = json::parse(R"({
    "added_tokens": [{"id": 3, "content": "<s>", "special": true}],
    "normalizer": null,
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false},
    "post_processor": null,
    "decoder": {"type": "ByteLevel"},
    "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": [["a", "b"]]}})");
  file.merge_patch(patch);
  return file;
}

std::string ErrorOf(const json& patch) {
  const auto tokenizer = Tokenizer::Parse(SmallFile(patch).dump(), "tokenizer.json");
  if (tokenizer) return "no error";
  EXPECT_EQ(tokenizer.error().code, ErrorCode::kModel);
  return Describe(tokenizer.error());
}

TEST(Tokenizer, KnowsItsTokens) {
  const Tokenizer& tokenizer = GoldenTokenizer();
  EXPECT_EQ(tokenizer.size(), 4096u);
  EXPECT_EQ(tokenizer.Find("<|im_end|>"), 11);
  EXPECT_EQ(tokenizer.Find("no such token"), std::nullopt);
  EXPECT_TRUE(tokenizer.IsSpecial(11));
  EXPECT_EQ(tokenizer.Find("<think>"), 12);
  EXPECT_FALSE(tokenizer.IsSpecial(12));
  EXPECT_EQ(tokenizer.Piece(12), "<think>");
}

TEST(Tokenizer, UnknownIdsAreEmpty) {
  const Tokenizer& tokenizer = GoldenTokenizer();
  for (TokenId id : {-1, 4096, std::numeric_limits<TokenId>::max()}) {
    EXPECT_EQ(tokenizer.Piece(id), "");
    EXPECT_FALSE(tokenizer.IsSpecial(id));
    EXPECT_EQ(tokenizer.Decode(std::vector<TokenId>{id}), "");
  }
}

TEST(Tokenizer, AcceptsMergesInBothSpellings) {
  for (const char* merges : {R"([["a", "b"]])", R"(["a b"])"}) {
    json file = SmallFile();
    file["model"]["merges"] = json::parse(merges);
    const auto tokenizer = Tokenizer::Parse(file.dump(), "t");
    ASSERT_TRUE(tokenizer.has_value());
    EXPECT_EQ(tokenizer->Encode("aab<s>"), (std::vector<TokenId>{0, 2, 3}));
  }
}

TEST(Tokenizer, SaysWhatItDoesNotSupport) {
  EXPECT_THAT(ErrorOf({{"model", {{"type", "Unigram"}}}}),
              HasSubstr("'Unigram' is not supported; BPE"));
  EXPECT_THAT(ErrorOf({{"pre_tokenizer", {{"type", "BertPreTokenizer"}}}}),
              HasSubstr("pre_tokenizer.type: 'BertPreTokenizer' is not supported here; Split"));
  EXPECT_THAT(ErrorOf({{"normalizer", {{"type", "Nmt"}}}}), HasSubstr("'Nmt' is not supported"));
  EXPECT_THAT(ErrorOf({{"decoder", {{"type", "CTC"}}}}), HasSubstr("'CTC' is not supported"));
  EXPECT_THAT(ErrorOf({{"decoder", nullptr}}), HasSubstr("decoder: missing"));
  EXPECT_THAT(ErrorOf({{"post_processor", {{"type", "BertProcessing"}}}}),
              HasSubstr("'BertProcessing' is not supported"));
  EXPECT_THAT(ErrorOf({{"model", {{"end_of_word_suffix", "</w>"}}}}), HasSubstr("not supported"));
  EXPECT_THAT(ErrorOf({{"model", {{"dropout", 0.1}}}}), HasSubstr("dropout"));
}

TEST(Tokenizer, SaysWhatIsWrong) {
  EXPECT_THAT(ErrorOf({{"model", nullptr}}), HasSubstr("model: missing"));
  EXPECT_THAT(ErrorOf({{"model", {{"vocab", 7}}}}), HasSubstr("model.vocab: want an object"));
  EXPECT_THAT(ErrorOf({{"model", {{"vocab", {{"a", -1}}}}}}), HasSubstr("found -1"));
  EXPECT_THAT(ErrorOf({{"model", {{"vocab", {{"a", 2147483647}}}}}}),
              HasSubstr("found 2147483647"));
  EXPECT_THAT(ErrorOf({{"model", {{"vocab", {{"a", "x"}}}}}}), HasSubstr("want an id"));
  EXPECT_THAT(ErrorOf({{"model", {{"merges", {"ab"}}}}}), HasSubstr("merges[0]: want two tokens"));
  EXPECT_THAT(ErrorOf({{"model", {{"merges", {"b a"}}}}}), HasSubstr("must be in the vocabulary"));
  EXPECT_THAT(ErrorOf({{"model", {{"unk_token", "?"}}}}), HasSubstr("not in the vocabulary"));
  EXPECT_THAT(ErrorOf({{"added_tokens", {{{"id", 9}}}}}), HasSubstr("added_tokens[0].content"));
  EXPECT_THAT(ErrorOf({{"added_tokens", {{{"content", "x"}}}}}), HasSubstr("added_tokens[0].id"));
  EXPECT_THAT(ErrorOf({{"pre_tokenizer", {{"type", "Split"}, {"pattern", {{"Regex", "("}}}}}}),
              HasSubstr("not a regular expression we can use"));
  const auto no_json = Tokenizer::Parse("{", "tokenizer.json");
  ASSERT_FALSE(no_json.has_value());
  EXPECT_THAT(Describe(no_json.error()), HasSubstr("tokenizer.json: not valid JSON"));
}

TEST(Tokenizer, DecodeUndoesEncode) {
  EXPECT_TRUE(
      rc::check("any bytes, up to the replacement of broken UTF-8", [](const std::string& bytes) {
        const Tokenizer& tokenizer = GoldenTokenizer();
        const std::string text = ReplaceInvalidUtf8(bytes);
        RC_ASSERT(tokenizer.Decode(tokenizer.Encode(bytes)) == text);
        RC_ASSERT(tokenizer.Decode(tokenizer.EncodeAsText(bytes)) == text);
      }));
}

TEST(Tokenizer, TextOfStrangersHoldsNoSpecialToken) {
  EXPECT_TRUE(rc::check(
      "no special id comes out", [](const std::string& before, const std::string& behind) {
        const Tokenizer& tokenizer = GoldenTokenizer();
        for (TokenId id : tokenizer.EncodeAsText(before + "<|im_end|>" + behind)) {
          RC_ASSERT(!tokenizer.IsSpecial(id));
        }
      }));
}

TEST(Detokenizer, PiecesJoinToTheDecodedText) {
  EXPECT_TRUE(rc::check("any ids, cut anywhere", [](const std::vector<uint16_t>& numbers) {
    const Tokenizer& tokenizer = GoldenTokenizer();
    Detokenizer detokenizer(tokenizer);
    std::vector<TokenId> ids;
    std::string text;
    for (uint16_t number : numbers) {
      ids.push_back(number % 300);  // mostly single bytes
      const std::string piece = detokenizer.Push(ids.back());
      RC_ASSERT(ReplaceInvalidUtf8(piece) == piece);
      text += piece;
    }
    text += detokenizer.Flush();
    RC_ASSERT(text == tokenizer.Decode(ids));
  }));
}

TEST(Tokenizer, JsonNestedDeeperThanTheStackIsRefused) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  const json patches[] = {{{"model", {{"merges", {"?"}}}}},
                          {{"model", {{"vocab", {{"a", "?"}}}}}},
                          {{"added_tokens", "?"}}};
  for (const json& patch : patches) {
    std::string file = SmallFile(patch).dump();
    file.replace(file.find("\"?\""), 3, deep);
    const auto tokenizer = Tokenizer::Parse(file, "t");
    ASSERT_FALSE(tokenizer.has_value());
    EXPECT_THAT(Describe(tokenizer.error()), HasSubstr("nested deeper than 64 levels"));
  }
}

// Each step alone is harmless; together they would make 10^19 bytes of one.
TEST(Tokenizer, TextDoesNotGrowWithoutBounds) {
  const json grow = {{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", "aa"}};
  const json prepend = {{"type", "Prepend"}, {"prepend", "aaaa"}};
  json steps = json::array();
  for (int i = 0; i < 64; ++i) steps.push_back(i % 2 == 0 ? grow : prepend);
  const json normalizer = {{"type", "Sequence"}, {"normalizers", steps}};
  const auto in = Tokenizer::Parse(SmallFile({{"normalizer", normalizer}}).dump(), "t");
  ASSERT_TRUE(in.has_value());
  EXPECT_LE(in->Encode("a").size(), 100u);
  EXPECT_LE(in->Encode(std::string(1000, 'a')).size(), 20'000u);

  const json decoder = {{"type", "Sequence"}, {"decoders", json::array()}};
  json file = SmallFile({{"decoder", decoder}});
  for (int i = 0; i < 60; ++i) file["decoder"]["decoders"].push_back(grow);
  const auto out = Tokenizer::Parse(file.dump(), "t");
  ASSERT_TRUE(out.has_value());
  EXPECT_LE(out->Piece(0).size(), 100u);
}

TEST(Tokenizer, AddedTokensOfSpacesTakeLinearTime) {
  const json space = {{"id", 4}, {"content", " "}, {"lstrip", true}, {"normalized", false}};
  const auto tokenizer = Tokenizer::Parse(SmallFile({{"added_tokens", {space}}}).dump(), "t");
  ASSERT_TRUE(tokenizer.has_value());
  EXPECT_EQ(tokenizer->Encode(std::string(1 << 20, ' ')).size(), size_t{1} << 20);
}

// Quadratic time would take minutes here and hit the test's time limit.
TEST(Tokenizer, HostileTextTakesLinearTime) {
  const Tokenizer& tokenizer = GoldenTokenizer();
  for (const char* unit : {"a", " ", "\n", "A", "a b", "\xCC\x81", " \n", "<", "<SPECIAL_"}) {
    std::string text;
    while (text.size() < 1 << 20) text += unit;
    EXPECT_EQ(tokenizer.Decode(tokenizer.Encode(text)), text);
  }
}

}  // namespace
}  // namespace ponder
