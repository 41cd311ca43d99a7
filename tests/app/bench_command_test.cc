#include "app/bench_command.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/captured_file.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

std::string Print(const std::vector<BenchResult>& results, bool json) {
  testing::CapturedFile out;
  PrintBench(results, 20, json, out.file());
  return out.text();
}

const std::vector<BenchResult> kResults = {{"tg64", 10, 0.5, 1e9, 10}};

TEST(Bench, JsonIsAnArray) {
  const auto array = nlohmann::json::parse(Print(kResults, true));
  ASSERT_EQ(array.size(), 1);
  EXPECT_EQ(array[0]["test"], "tg64");
  EXPECT_EQ(array[0]["tokens_per_s"], 10);
  EXPECT_EQ(array[0]["stddev"], 0.5);
  EXPECT_EQ(array[0]["bytes_per_token"], 1e9);
  EXPECT_EQ(array[0]["gb_per_s"], 10);
  EXPECT_EQ(array[0]["ceiling_gb_per_s"], 20);
}

TEST(Bench, TheTableComparesWithTheCeiling) {
  EXPECT_NE(Print(kResults, false).find("50%"), std::string::npos);
}

TEST(Bench, MeasuresWhatWasAsked) {
  const auto folder = OpenFolder(testing::GoldenPath("base/pico"));
  const auto files = LoadModelFiles(**folder, {.context = 64});
  ASSERT_TRUE(files);
  const auto results = RunBench(*files, {.num_threads = 1}, {.prompt = 8, .gen = 3, .reps = 2});
  ASSERT_TRUE(results) << Describe(results.error());
  ASSERT_EQ(results->size(), 2);
  EXPECT_EQ((*results)[0].test, "pp8");
  EXPECT_EQ((*results)[1].test, "tg3");
  for (const BenchResult& result : *results) {
    EXPECT_GT(result.tokens_per_s, 0);
    EXPECT_GT(result.gb_per_s, 0);
  }
  EXPECT_EQ(RunBench(*files, {.num_threads = 1}, {.prompt = 65, .gen = 0}).error().code,
            ErrorCode::kLimit);
}

}  // namespace
}  // namespace ponder
