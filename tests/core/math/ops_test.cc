// Element-wise and recurrent kernels against plain double-precision oracles, on every SIMD target,
// for sizes that are no multiple of a vector.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "core/base/float16.h"
#include "core/base/simd.h"
#include "core/math/activation.h"
#include "core/math/attention.h"
#include "core/math/conv1d.h"
#include "core/math/norm.h"
#include "core/math/ssm_scan.h"

namespace ponder {
namespace {

std::vector<float> Random(size_t size, uint32_t seed, float scale = 1.0f) {
  std::mt19937 generator(seed);
  std::normal_distribution<float> normal(0.0f, scale);
  std::vector<float> values(size);
  for (float& value : values) value = normal(generator);
  return values;
}

double Silu(double x) { return x / (1 + std::exp(-x)); }

class OpsTest : public ::testing::TestWithParam<SimdTarget> {
 protected:
  void SetUp() override { UseSimdTarget(GetParam()); }
  void TearDown() override { UseSimdTarget(SupportedSimdTargets().back()); }
};

TEST_P(OpsTest, RmsNorm) {
  for (size_t size : {1, 7, 64, 333, 2688}) {
    const auto x = Random(size, 1);
    const auto weight = Random(size, 2);
    double sum = 0;
    for (float v : x) sum += double{v} * v;
    const double scale = 1 / std::sqrt(sum / static_cast<double>(size) + 1e-5);
    std::vector<float> out(size);
    RmsNorm(x.data(), weight.data(), 1e-5f, size, out.data());
    for (size_t i = 0; i < size; ++i) EXPECT_NEAR(out[i], weight[i] * x[i] * scale, 1e-5);
  }
}

TEST_P(OpsTest, GatedRmsNormGatesBeforeItNormalises) {
  constexpr size_t kSize = 84;
  constexpr size_t kGroups = 4;
  const auto y = Random(kSize, 1);
  const auto z = Random(kSize, 2, 3.0f);
  const auto weight = Random(kSize, 3);
  std::vector<float> out = y;
  GatedRmsNorm(out.data(), z.data(), weight.data(), 1e-5f, kSize, kGroups);
  for (size_t i = 0; i < kSize; ++i) {
    double sum = 0;
    const size_t begin = i / 21 * 21;
    for (size_t j = begin; j < begin + 21; ++j) sum += std::pow(y[j] * Silu(z[j]), 2);
    const double expected = weight[i] * y[i] * Silu(z[i]) / std::sqrt(sum / 21 + 1e-5);
    EXPECT_NEAR(out[i], expected, 1e-5);
  }
}

TEST_P(OpsTest, SiluOfExtremesIsFinite) {
  std::vector<float> y = {1, 1, 1, 1};
  const std::vector<float> z = {-1000, -88, 88, 1000};
  const std::vector<float> weight(4, 1);
  GatedRmsNorm(y.data(), z.data(), weight.data(), 1e-5f, 4, 1);
  for (float v : y) EXPECT_TRUE(std::isfinite(v));
  EXPECT_NEAR(y[0], 0, 1e-6);
}

TEST_P(OpsTest, Relu2AndAddScaled) {
  for (size_t size : {1, 5, 100}) {
    const auto x = Random(size, 1);
    const auto y = Random(size, 2);
    auto squared = x;
    Relu2(squared.data(), size);
    auto sum = x;
    AddScaledTo(-1.5f, y.data(), size, sum.data());
    for (size_t i = 0; i < size; ++i) {
      EXPECT_FLOAT_EQ(squared[i], x[i] > 0 ? x[i] * x[i] : 0.0f);
      EXPECT_NEAR(sum[i], x[i] - 1.5 * y[i], 1e-6);
    }
  }
}

TEST_P(OpsTest, CausalConv1dContinuesAcrossChunks) {
  constexpr size_t kChannels = 37;
  constexpr size_t kKernel = 4;
  constexpr size_t kTokens = 9;
  const auto weight = Random(kKernel * kChannels, 1);
  const auto bias = Random(kChannels, 2);
  const auto in = Random(kTokens * kChannels, 3);
  const Conv1d conv{kChannels, kKernel, weight.data(), bias.data()};
  for (size_t split : {1, 2, 5, 9}) {
    std::vector<float> window((kKernel - 1) * kChannels, 0.0f);
    std::vector<float> out(in.size());
    for (size_t t = 0; t < kTokens; t += split) {
      const size_t count = std::min(split, kTokens - t);
      std::vector<float> next(window.size());
      for (auto [begin, end] : {std::pair<size_t, size_t>{0, 20}, {20, kChannels}}) {
        CausalConv1dSilu(conv, begin, end, window.data(), &in[t * kChannels], kChannels, count,
                         next.data(), &out[t * kChannels]);
      }
      window = next;
    }
    for (size_t t = 0; t < kTokens; ++t) {
      for (size_t c = 0; c < kChannels; ++c) {
        double sum = bias[c];
        for (size_t j = 0; j < kKernel; ++j) {
          if (t + j < kKernel - 1) continue;
          sum += double{weight[j * kChannels + c]} * in[(t + j - (kKernel - 1)) * kChannels + c];
        }
        EXPECT_NEAR(out[t * kChannels + c], Silu(sum), 1e-5);
      }
    }
  }
}

TEST_P(OpsTest, SsmScanIsTheRecurrence) {
  constexpr size_t kHeadDim = 5;
  constexpr size_t kState = 19;
  constexpr size_t kTokens = 11;
  constexpr size_t kStride = kHeadDim + 2 * kState;
  const auto xbc = Random(kTokens * kStride, 1);
  std::vector<float> dt(kTokens);
  for (size_t t = 0; t < kTokens; ++t) dt[t] = 0.05f * static_cast<float>(t + 1);
  const auto initial = Random(kHeadDim * kState, 2);
  const SsmHead head{
      kHeadDim, kState,    -0.7f, 0.3f, xbc.data(), &xbc[kHeadDim], &xbc[kHeadDim + kState],
      kStride,  dt.data(), 1};
  std::vector<float> state(initial.size());
  std::vector<float> y(kTokens * kHeadDim);
  SsmScan(head, kTokens, initial.data(), state.data(), y.data(), kHeadDim);

  std::vector<double> expected(initial.begin(), initial.end());
  for (size_t t = 0; t < kTokens; ++t) {
    const float* x = &xbc[t * kStride];
    for (size_t p = 0; p < kHeadDim; ++p) {
      double sum = 0.3 * x[p];
      for (size_t n = 0; n < kState; ++n) {
        double& s = expected[p * kState + n];
        s = std::exp(double{dt[t]} * -0.7) * s + double{dt[t]} * x[p] * x[kHeadDim + n];
        sum += s * x[kHeadDim + kState + n];
      }
      EXPECT_NEAR(y[t * kHeadDim + p], sum, 1e-4);
    }
  }
  for (size_t i = 0; i < state.size(); ++i) EXPECT_NEAR(state[i], expected[i], 1e-5);
}

TEST_P(OpsTest, AttentionIsSoftmaxOverThePast) {
  constexpr size_t kHeadDim = 24;
  constexpr size_t kHeads = 3;
  constexpr size_t kPositions = 150;  // more than two tiles
  const auto keys = Random(kPositions * kHeadDim, 1);
  const auto values = Random(kPositions * kHeadDim, 2);
  const auto q = Random(kPositions * kHeads * kHeadDim, 3, 2.0f);
  std::vector<float> tiled_keys((kPositions + kKvTile) * kHeadDim, 0.0f);
  for (size_t i = 0; i < kPositions; ++i) {
    for (size_t d = 0; d < kHeadDim; ++d) {
      tiled_keys[KeyIndex(i, d, kHeadDim)] = keys[i * kHeadDim + d];
    }
  }
  std::vector<uint16_t> half_keys(tiled_keys.size());
  std::vector<uint16_t> half_values(values.size());
  std::ranges::transform(tiled_keys, half_keys.begin(), F16FromFloat);
  std::ranges::transform(values, half_values.begin(), F16FromFloat);
  std::vector<float> scratch(AttendScratchSize(kHeads, kHeadDim));

  for (bool half : {false, true}) {
    const KeysValues cache = half ? KeysValues{half_keys.data(), half_values.data(), true, kHeadDim}
                                  : KeysValues{tiled_keys.data(), values.data(), false, kHeadDim};
    std::vector<float> out(q.size());
    constexpr size_t kStride = kHeads * kHeadDim;
    for (size_t t = 0; t < kPositions; t += kMaxAttendTokens) {
      const size_t count = std::min(kMaxAttendTokens, kPositions - t);
      Attend(cache, &q[t * kStride], kStride, kHeads, count, t, scratch.data(), &out[t * kStride]);
    }
    // Alone or with others, a token's result is the same, bit for bit.
    std::vector<float> alone(kStride);
    Attend(cache, &q[77 * kStride], kStride, kHeads, 1, 77, scratch.data(), alone.data());
    EXPECT_TRUE(std::equal(alone.begin(), alone.end(), &out[77 * kStride]));

    for (size_t t : {0, 1, 63, 64, 149}) {
      for (size_t h = 0; h < kHeads; ++h) {
        const float* query = &q[t * kStride + h * kHeadDim];
        std::vector<double> weights(t + 1);
        for (size_t i = 0; i <= t; ++i) {
          const double dot = std::inner_product(query, query + kHeadDim, &keys[i * kHeadDim], 0.0);
          weights[i] = std::exp(dot / std::sqrt(static_cast<double>(kHeadDim)));
        }
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (size_t d = 0; d < kHeadDim; ++d) {
          double expected = 0;
          for (size_t i = 0; i <= t; ++i) expected += weights[i] / sum * values[i * kHeadDim + d];
          EXPECT_NEAR(out[t * kStride + h * kHeadDim + d], expected, half ? 5e-3 : 1e-5);
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, OpsTest, ::testing::ValuesIn(SupportedSimdTargets()),
                         [](const auto& test) { return std::string(Name(test.param)); });

TEST(SsmTimeStep, IsClippedSoftplus) {
  EXPECT_NEAR(SsmTimeStep(0.5f, -1.0f, 0, INFINITY), std::log1p(std::exp(-0.5)), 1e-6);
  EXPECT_FLOAT_EQ(SsmTimeStep(100, 0, 0, INFINITY), 100);
  EXPECT_FLOAT_EQ(SsmTimeStep(100, 0, 0, 2), 2);
  EXPECT_FLOAT_EQ(SsmTimeStep(-100, 0, 0.001f, 2), 0.001f);
}

}  // namespace
}  // namespace ponder
