#include "app/tokens_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/captured_file.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

// What the command prints, or its error.
std::string Tokens(const TokensArgs& args, const std::string& lines) {
  const auto folder = OpenFolder(testing::GoldenPath("tokenizer/bpe4k")).value();
  std::istringstream in(lines);
  testing::CapturedFile out;
  const Status status = RunTokensCommand(*folder, args, in, out.file());
  return status ? out.text() : Describe(status.error());
}

// One JSON value per line.
std::string Lines(const json& rows, const char* field) {
  std::string lines;
  for (const json& row : rows) lines += row[field].dump() + "\n";
  return lines;
}

std::string BytesOfHex(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

TEST(TokensCommand, BothWaysAsUpstream) {
  const json rows = testing::ReadGoldenJson("tokenizer/bpe4k.golden.json")["strings"];
  EXPECT_EQ(Tokens({}, Lines(rows, "text")), Lines(rows, "ids"));
  std::string decoded;
  for (const json& row : rows) decoded += row["decoded"].dump(-1, ' ', true) + "\n";
  EXPECT_EQ(Tokens({.decode = true}, Lines(rows, "ids")), decoded);
}

TEST(TokensCommand, WithoutSpecialTokens) {
  const json rows = testing::ReadGoldenJson("tokenizer/bpe4k.golden.json")["strings"];
  std::string ids;
  for (const json& row : rows) ids += row.value("ids_specials_as_text", row["ids"]).dump() + "\n";
  EXPECT_EQ(Tokens({.no_special = true}, Lines(rows, "text")), ids);
  EXPECT_EQ(Tokens({}, R"("<|im_end|>")"), "[11]\n");
  EXPECT_EQ(Tokens({.decode = true}, "[11,97]"), "\"<|im_end|>b\"\n");
  EXPECT_EQ(Tokens({.decode = true, .no_special = true}, "[11,97]"), "\"b\"\n");
}

TEST(TokensCommand, InvalidUtf8CountsAsUpstreamReplacesIt) {
  const json rows = testing::ReadGoldenJson("tokenizer/bpe4k.golden.json")["invalid_utf8"];
  ASSERT_FALSE(rows.empty());
  for (const json& row : rows) {
    const std::string bytes = BytesOfHex(row["bytes_hex"]);
    EXPECT_EQ(Tokens({}, "\"" + bytes + "\""), row["ids"].dump() + "\n") << row["bytes_hex"];
  }
}

TEST(TokensCommand, LinesStayLines) {
  EXPECT_EQ(Tokens({}, ""), "");
  EXPECT_EQ(Tokens({}, "\"\"\n\"\"\n"), "[]\n[]\n");
  // U+2028 ends a line for some readers.
  EXPECT_EQ(Tokens({.decode = true}, Tokens({}, R"("\u2028\n")")), "\"\\u2028\\n\"\n");
}

TEST(TokensCommand, NamesTheLineThatIsWrong) {
  EXPECT_EQ(Tokens({}, "\"a\"\n[1]\n"), "stdin, line 2: want a JSON string");
  EXPECT_EQ(Tokens({}, "a"), "stdin, line 1: want a JSON string");
  EXPECT_EQ(Tokens({}, "\"a\"\n\n"), "stdin, line 2: want a JSON string");
  for (const char* line : {"\"a\"", "[1.5]", "[-1]", "[2147483648]", "[18446744073709551615]",
                           "[[1]]", "{\"a\": 1}", "[1"}) {
    EXPECT_EQ(Tokens({.decode = true}, line), "stdin, line 1: want a JSON array of token ids");
  }
  EXPECT_EQ(Tokens({.decode = true}, "[2147483647]"), "\"\"\n");
}

}  // namespace
}  // namespace ponder
