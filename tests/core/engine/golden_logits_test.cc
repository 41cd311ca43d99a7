// Every golden checkpoint, exact path, on every SIMD target, chunk and thread count: the logits are
// upstream's.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/base/simd.h"
#include "core/engine/timeline.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

using testing::GoldenPath;
using testing::GoldenTensors;

struct GoldenCase {
  std::string model;      // folder under tests/golden
  std::string base;       // ref/<base>.safetensors has the prompts
  std::string reference;  // file with the logits
  std::string source;     // prefix of their names
  float tolerance = 1e-3f;
};

std::vector<GoldenCase> Cases() {
  namespace fs = std::filesystem;
  std::vector<GoldenCase> cases;
  for (const auto& entry : fs::directory_iterator(GoldenPath("base"))) {
    const std::string name = entry.path().filename();
    cases.push_back({"base/" + name, name, "ref/" + name + ".safetensors", "tf32"});
  }
  for (const std::string kind : {"mlx", "tq"}) {
    for (const auto& entry : fs::directory_iterator(GoldenPath(kind))) {
      if (!entry.is_directory()) continue;
      const std::string name = entry.path().filename();
      // Upstream computes QJL in f16.
      const float tolerance = name.ends_with("qjl") ? 2e-2f : 1e-3f;
      cases.push_back({kind + "/" + name, name.substr(0, name.find('-')),
                       kind + "/" + name + ".golden.safetensors", "deq32", tolerance});
    }
  }
  std::ranges::sort(cases, {}, &GoldenCase::model);
  return cases;
}

std::string CaseName(const ::testing::TestParamInfo<GoldenCase>& info) {
  std::string name = info.param.model;
  std::ranges::replace_if(
      name, [](char c) { return !std::isalnum(c); }, '_');
  return name;
}

class GoldenLogits : public ::testing::TestWithParam<GoldenCase> {
 protected:
  void SetUp() override {
    auto folder = OpenFolder(GoldenPath(GetParam().model));
    ASSERT_TRUE(folder.has_value());
    auto files = LoadModelFiles(**folder, {.context = 512, .kv_kind = KvKind::kF32});
    ASSERT_TRUE(files.has_value()) << Describe(files.error());
    files_ = *files;
  }
  void TearDown() override { UseSimdTarget(SupportedSimdTargets().back()); }

  Timeline MakeTimeline(size_t chunk, size_t num_threads) {
    return Timeline(files_, {Numerics::kExact, KvKind::kF32, num_threads, chunk});
  }
  std::vector<TokenId> Prompt(const std::string& prompt) { return base_.Ints(prompt + ".ids"); }
  std::vector<float> Expected(const std::string& prompt) {
    return reference_.Floats(GetParam().source + "." + prompt + ".logits");
  }
  // The last positions that the golden has, computed from `tokens`.
  void ExpectLogits(Timeline& timeline, std::span<const TokenId> tokens,
                    const std::vector<float>& expected) {
    const size_t num_logits = expected.size() / files_->model.config.vocab_size;
    const auto logits = timeline.Evaluate(tokens, num_logits);
    ASSERT_TRUE(logits.has_value()) << Describe(logits.error());
    ExpectNear(*logits, expected);
  }
  void ExpectNear(std::span<const float> logits, std::span<const float> expected) {
    ASSERT_EQ(logits.size(), expected.size());
    float worst = 0;
    for (size_t i = 0; i < logits.size(); ++i) {
      ASSERT_TRUE(std::isfinite(logits[i]));
      worst = std::max(worst, std::fabs(logits[i] - expected[i]));
    }
    EXPECT_LE(worst, GetParam().tolerance);
  }

  std::shared_ptr<const ModelFiles> files_;
  GoldenTensors base_{"ref/" + GetParam().base + ".safetensors"};
  GoldenTensors reference_{GetParam().reference};
};

TEST_P(GoldenLogits, EqualUpstreamOnEverySimdTarget) {
  for (SimdTarget target : SupportedSimdTargets()) {
    SCOPED_TRACE(Name(target));
    UseSimdTarget(target);
    for (const std::string prompt : {"p0", "p1", "p2"}) {
      SCOPED_TRACE(prompt);
      Timeline timeline = MakeTimeline(512, 2);
      ExpectLogits(timeline, Prompt(prompt), Expected(prompt));
    }
  }
}

TEST_P(GoldenLogits, EqualUpstreamForEveryChunkAndThreadCount) {
  for (const auto& [chunk, num_threads] :
       {std::pair<size_t, size_t>{1, 1}, {7, 3}, {64, 2}, {300, 1}}) {
    SCOPED_TRACE(chunk);
    Timeline timeline = MakeTimeline(chunk, num_threads);
    ExpectLogits(timeline, Prompt("p2"), Expected("p2"));
  }
}

TEST_P(GoldenLogits, EqualUpstreamAfterRestoringACheckpointInTheMiddle) {
  const std::vector<TokenId> prompt = Prompt("p2");
  const std::vector<float> expected = Expected("p2");
  Timeline timeline = MakeTimeline(64, 2);
  ASSERT_TRUE(timeline.Sync(std::span(prompt).first(123)).has_value());
  timeline.Checkpoint();
  ASSERT_TRUE(timeline.Sync(std::span(prompt).first(150)).has_value());
  ASSERT_TRUE(timeline.Sync(std::span(prompt).first(130)).has_value());
  const auto report = timeline.Sync(prompt);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->kind, SyncReport::Kind::kExtended);
  const size_t vocab_size = files_->model.config.vocab_size;
  ExpectNear(timeline.logits(), std::span(expected).last(vocab_size));
}

TEST_P(GoldenLogits, DecodingStateEqualsUpstream) {
  const std::string prefix = GetParam().source + ".p1.";
  if (!reference_.Has(prefix + "greedy_last_logits")) GTEST_SKIP() << "the golden has none";
  const std::vector<int32_t> greedy = reference_.Ints(prefix + "greedy");
  Timeline timeline = MakeTimeline(512, 2);
  ASSERT_TRUE(timeline.Sync(Prompt("p1")).has_value());
  for (size_t i = 0; i + 1 < greedy.size(); ++i) {
    ASSERT_TRUE(timeline.Step(greedy[i]).has_value());
  }
  ExpectNear(timeline.logits(), reference_.Floats(prefix + "greedy_last_logits"));
}

INSTANTIATE_TEST_SUITE_P(All, GoldenLogits, ::testing::ValuesIn(Cases()), CaseName);

}  // namespace
}  // namespace ponder
