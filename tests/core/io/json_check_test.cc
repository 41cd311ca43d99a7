#include "core/io/json_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ponder {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string ErrorOf(std::string_view text, const JsonLimits& limits = {}) {
  const Status status = CheckJson(text, limits, "f");
  return status ? "no error" : status.error().message;
}

std::string Nested(size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(CheckJson, AcceptsOrdinaryFiles) {
  EXPECT_EQ(ErrorOf(R"({"a": [1, -2.5, true, null, "x"], "b": {"a": {}}})"), "no error");
  EXPECT_EQ(ErrorOf(Nested(64)), "no error");
}

TEST(CheckJson, RefusesWhatIsNotJson) {
  for (const char* text : {"", "{", "[1,]", "{\"a\" 1}", "[1] 2", "\"\xff\"", "NaN"}) {
    EXPECT_THAT(ErrorOf(text), StartsWith("not valid JSON: parse error at line 1")) << text;
  }
}

TEST(CheckJson, RefusesDepthAndNumber) {
  EXPECT_THAT(ErrorOf(Nested(65)), HasSubstr("deeper than 64"));
  EXPECT_THAT(ErrorOf(Nested(1'000'000)), HasSubstr("deeper than 64"));
  EXPECT_EQ(ErrorOf("[1, 2]", {.max_values = 3}), "no error");
  EXPECT_THAT(ErrorOf("[1, 2, 3]", {.max_values = 3}), HasSubstr("more than 3 values"));
}

TEST(CheckJson, RefusesEqualKeysOfOneObjectWhereAsked) {
  const char* text = R"({"a": {"b": 1}, "c": {"b": 2}, "a": 3})";
  EXPECT_EQ(ErrorOf(text), "no error");
  EXPECT_THAT(ErrorOf(text, {.unique_keys = true}), HasSubstr("'a' occurs twice"));
  EXPECT_EQ(ErrorOf(R"({"a": {"b": 1}, "c": {"b": 2}})", {.unique_keys = true}), "no error");
}

}  // namespace
}  // namespace ponder
