// Products of every format on every SIMD target, against sums in double precision.
#include "core/math/matmul.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "core/base/simd.h"
#include "core/quant/coded_weight.h"
#include "core/quant/rotation.h"
#include "tests/core/quant/random_module.h"

namespace ponder {
namespace {

using testing::AllSpecs;
using testing::Describe;
using testing::ModuleSpec;
using testing::RandomModule;
using Kind = ModuleSpec::Kind;
using Matrix = std::vector<float>;  // [tokens, columns]

Matrix RandomInput(size_t size, uint32_t seed = 7) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  Matrix x(size);
  for (float& value : x) value = normal(random);
  return x;
}

Matrix Rotated(const Weight& weight, Matrix x) {
  if (!weight.rotation()) return x;
  for (size_t i = 0; i < x.size(); i += weight.cols()) {
    weight.rotation()->Apply(x.data() + i, x.data() + i);
  }
  return x;
}

// What one product of a decoded row may be off by: f32 sums of `cols` terms of this total size.
double F32Bound(size_t cols, double magnitude) {
  return 1e-7 * std::sqrt(static_cast<double>(cols)) * magnitude + 1e-6;
}

// What the kernel computes with: the codebook's levels in 8 bits. Affine codes are exact.
double KernelWeight(const CodedWeight& weight, const RandomModule& module, size_t row, size_t col) {
  const auto& codebook = weight.matrix().codebook;
  if (!codebook) return module.At(0, row, col);
  const int value = codebook->table->values[module.Code(row, col)] - 128;
  return double{codebook->table->step} * value * module.Scale(row, col);
}

struct Product {
  Matrix y;  // [tokens, rows]
  size_t rows = 0;
};

Product Multiply(const Weight& weight, const Matrix& x, Numerics numerics, size_t num_threads = 2) {
  const size_t num_tokens = x.size() / weight.cols();
  ThreadPool pool(num_threads);
  Arena arena;
  Product product{Matrix(num_tokens * weight.rows()), weight.rows()};
  const PreparedInput input = PrepareInput(x.data(), num_tokens, weight, numerics, arena, pool);
  const MatMulJob job{&weight, &input, {nullptr, num_tokens}, product.y.data(), weight.rows()};
  MatMul(std::span(&job, 1), numerics, arena, pool);
  return product;
}

class MatMulTest : public ::testing::TestWithParam<SimdTarget> {
 protected:
  void SetUp() override { UseSimdTarget(GetParam()); }
  void TearDown() override { UseSimdTarget(SupportedSimdTargets().back()); }
};

void ExpectExact(const ModuleSpec& spec, size_t num_tokens, size_t misalignment = 0) {
  const RandomModule module(spec, 1, misalignment);
  const OpenedModule opened = module.Open();
  const Weight& weight = *opened.weights[0];
  const Matrix x = RandomInput(num_tokens * spec.cols);
  const Matrix rotated = Rotated(weight, x);
  const Product product = Multiply(weight, x, Numerics::kExact);
  Matrix row(spec.cols);
  for (size_t r = 0; r < spec.rows; ++r) {
    weight.DecodeRow(r, row.data());
    for (size_t t = 0; t < num_tokens; ++t) {
      double want = 0.0;
      double magnitude = 0.0;
      for (size_t c = 0; c < spec.cols; ++c) {
        const double term = double{row[c]} * rotated[t * spec.cols + c];
        want += term;
        magnitude += std::fabs(term);
      }
      ASSERT_NEAR(product.y[t * spec.rows + r], want, F32Bound(spec.cols, magnitude))
          << Describe(spec) << " row " << r << " token " << t;
    }
  }
}

TEST_P(MatMulTest, ExactMatchesDoublePrecision) {
  for (const ModuleSpec& spec : AllSpecs(37, 192, 64)) ExpectExact(spec, 9);
  for (const ModuleSpec& spec : AllSpecs(3, 2688, 128)) ExpectExact(spec, 2);
}

TEST_P(MatMulTest, ExactTakesOddWidths) {
  for (size_t cols : {1, 5, 17, 50, 63}) {
    for (const ModuleSpec& spec : AllSpecs(6, cols, cols)) ExpectExact(spec, 3);
  }
}

// The kernel's own arithmetic: exact integers times scales, added up in f32.
void ExpectFast(const ModuleSpec& spec, size_t num_tokens, size_t misalignment = 0) {
  const RandomModule module(spec, 1, misalignment);
  const OpenedModule opened = module.Open();
  const Weight& weight = *opened.weights[0];
  if (weight.input_kind() != InputKind::kInt8) return;
  const auto& coded = static_cast<const CodedWeight&>(weight);
  const Matrix x = RandomInput(num_tokens * spec.cols);
  ThreadPool pool(1);
  Arena arena;
  const PreparedInput input =
      PrepareInput(x.data(), num_tokens, weight, Numerics::kFast, arena, pool);
  const Product product = Multiply(weight, x, Numerics::kFast);
  for (size_t r = 0; r < spec.rows; ++r) {
    std::vector<double> weights(spec.cols);
    for (size_t c = 0; c < spec.cols; ++c) weights[c] = KernelWeight(coded, module, r, c);
    for (size_t t = 0; t < num_tokens; ++t) {
      double want = 0.0;
      double magnitude = 0.0;
      for (size_t c = 0; c < spec.cols; ++c) {
        const size_t block = t * input.blocks + c / PreparedInput::kBlock;
        const double value = double{input.scales[block]} *
                             input.codes[block * PreparedInput::kBlock + c % PreparedInput::kBlock];
        want += weights[c] * value;
        magnitude += std::fabs(weights[c] * value);
      }
      // Affine sums lose a little to the cancelling biases.
      ASSERT_NEAR(product.y[t * spec.rows + r], want, 4 * F32Bound(spec.cols, magnitude) + 1e-5)
          << Describe(spec) << " row " << r << " token " << t;
    }
  }
}

TEST_P(MatMulTest, FastMatchesItsOwnArithmetic) {
  for (const ModuleSpec& spec : AllSpecs(37, 192, 64)) {
    ExpectFast(spec, 1);
    ExpectFast(spec, 17);
  }
  for (const ModuleSpec& spec : AllSpecs(1, 32, 32)) ExpectFast(spec, 3);
  for (const ModuleSpec& spec : AllSpecs(33, 96, 32)) ExpectFast(spec, 2);
  for (const ModuleSpec& spec : AllSpecs(5, 1856, 64)) ExpectFast(spec, 1);
  for (const ModuleSpec& spec : AllSpecs(20, 2688, 128)) ExpectFast(spec, 7);
}

TEST_P(MatMulTest, FastReadsUnalignedData) {
  for (size_t misalignment : {1, 2, 3, 5}) {
    for (const ModuleSpec& spec : AllSpecs(19, 160, 32)) {
      ExpectFast(spec, 1, misalignment);
      ExpectFast(spec, 4, misalignment);
      ExpectExact(spec, 2, misalignment);
    }
  }
}

TEST_P(MatMulTest, HasKernelsForTheFormatsThatMatter) {
  for (const ModuleSpec& spec : AllSpecs(2, 128, 64)) {
    const bool coded = spec.kind == Kind::kAffine || (spec.kind == Kind::kTurboQuant && !spec.qjl &&
                                                      spec.bits != 1 && spec.bits <= 4);
    const OpenedModule opened = RandomModule(spec).Open();
    EXPECT_EQ(opened.weights[0]->input_kind(), coded ? InputKind::kInt8 : InputKind::kFloat)
        << Describe(spec);
  }
}

// int8 activations cost about 0.5 % of the result's size; 4-bit levels in 8 bits add 0.4 %.
TEST_P(MatMulTest, FastIsCloseToExact) {
  for (const ModuleSpec& spec : AllSpecs(64, 1344, 64)) {
    const RandomModule module(spec);
    const OpenedModule opened = module.Open();
    const Matrix x = RandomInput(5 * spec.cols);
    const Product exact = Multiply(*opened.weights[0], x, Numerics::kExact);
    const Product fast = Multiply(*opened.weights[0], x, Numerics::kFast);
    double error = 0.0;
    double size = 0.0;
    for (size_t i = 0; i < exact.y.size(); ++i) {
      error += std::pow(double{fast.y[i]} - exact.y[i], 2);
      size += std::pow(double{exact.y[i]}, 2);
    }
    EXPECT_LT(std::sqrt(error / size), 0.009) << Describe(spec);
  }
}

// ---- The same bits, however the work is cut ----

TEST_P(MatMulTest, DoesNotDependOnThreads) {
  for (Numerics numerics : {Numerics::kExact, Numerics::kFast}) {
    for (const ModuleSpec& spec : AllSpecs(150, 128, 64)) {
      const RandomModule module(spec);
      const OpenedModule opened = module.Open();
      const Matrix x = RandomInput(11 * spec.cols);
      const Product one = Multiply(*opened.weights[0], x, numerics, 1);
      const Product four = Multiply(*opened.weights[0], x, numerics, 4);
      EXPECT_EQ(one.y, four.y) << Describe(spec);
    }
  }
}

TEST_P(MatMulTest, DoesNotDependOnTokenGrouping) {
  constexpr size_t kTokens = 13;
  for (Numerics numerics : {Numerics::kExact, Numerics::kFast}) {
    for (const ModuleSpec& spec : AllSpecs(40, 160, 32)) {
      const RandomModule module(spec);
      const OpenedModule opened = module.Open();
      const Weight& weight = *opened.weights[0];
      const Matrix x = RandomInput(kTokens * spec.cols);
      const Product all = Multiply(weight, x, numerics);
      for (size_t t = 0; t < kTokens; ++t) {
        const Matrix one(x.begin() + static_cast<ptrdiff_t>(t * spec.cols),
                         x.begin() + static_cast<ptrdiff_t>((t + 1) * spec.cols));
        const Product alone = Multiply(weight, one, numerics);
        for (size_t r = 0; r < spec.rows; ++r) {
          ASSERT_EQ(alone.y[r], all.y[t * spec.rows + r]) << Describe(spec) << " token " << t;
        }
      }
    }
  }
}

TEST_P(MatMulTest, DoesNotDependOnRowRanges) {
  for (const ModuleSpec& spec : AllSpecs(45, 128, 32)) {
    const RandomModule module(spec);
    const OpenedModule opened = module.Open();
    const Weight& weight = *opened.weights[0];
    const Matrix x = RandomInput(3 * spec.cols);
    const Product whole = Multiply(weight, x, Numerics::kFast);
    ThreadPool pool(1);
    Arena arena;
    const PreparedInput input = PrepareInput(x.data(), 3, weight, Numerics::kFast, arena, pool);
    std::byte* scratch = arena.Allocate<std::byte>(weight.scratch_bytes()).data();
    Matrix y(whole.y.size(), std::nanf(""));
    for (const auto& [begin, end] :
         std::vector<std::pair<size_t, size_t>>{{0, 1}, {1, 18}, {18, 44}, {44, 45}}) {
      weight.Dot({begin, end}, input, {nullptr, 3}, y.data(), spec.rows, scratch);
    }
    EXPECT_EQ(y, whole.y) << Describe(spec);
  }
}

// Experts: many weights, each with its own few of the tokens, results at a stride.
TEST_P(MatMulTest, RunsManySmallJobs) {
  constexpr size_t kTokens = 10;
  constexpr size_t kExperts = 7;
  for (Numerics numerics : {Numerics::kExact, Numerics::kFast}) {
    for (ModuleSpec spec : AllSpecs(35, 128, 64)) {
      if (spec.qjl) continue;
      spec.num_experts = kExperts;
      const RandomModule module(spec);
      const OpenedModule opened = module.Open();
      const Matrix x = RandomInput(kTokens * spec.cols);
      ThreadPool pool(3);
      Arena arena;
      const PreparedInput input =
          PrepareInput(x.data(), kTokens, *opened.weights[0], numerics, arena, pool);
      std::vector<std::vector<uint32_t>> tokens(kExperts);
      for (uint32_t e = 0; e < kExperts; ++e) {
        for (uint32_t t = 0; t < kTokens; ++t) {
          if ((t * 5 + e) % 7 < e) tokens[e].push_back(kTokens - 1 - t);
        }
      }
      const size_t stride = spec.rows + 3;
      std::vector<Matrix> results(kExperts, Matrix(kTokens * stride));
      std::vector<MatMulJob> jobs;
      for (size_t e = 0; e < kExperts; ++e) {
        jobs.push_back({opened.weights[e].get(),
                        &input,
                        {tokens[e].data(), tokens[e].size()},
                        results[e].data(),
                        stride});
      }
      MatMul(jobs, numerics, arena, pool);
      for (size_t e = 0; e < kExperts; ++e) {
        const Product all = Multiply(*opened.weights[e], x, numerics);
        for (size_t i = 0; i < tokens[e].size(); ++i) {
          for (size_t r = 0; r < spec.rows; ++r) {
            ASSERT_EQ(results[e][i * stride + r], all.y[tokens[e][i] * spec.rows + r])
                << Describe(spec) << " expert " << e << " token " << tokens[e][i];
          }
        }
      }
    }
  }
}

TEST_P(MatMulTest, TakesNoJobsAndNoTokens) {
  const RandomModule module({.kind = Kind::kAffine, .bits = 4, .rows = 40, .cols = 64});
  const OpenedModule opened = module.Open();
  ThreadPool pool(2);
  Arena arena;
  MatMul({}, Numerics::kFast, arena, pool);
  const Matrix x = RandomInput(64);
  const PreparedInput input =
      PrepareInput(x.data(), 1, *opened.weights[0], Numerics::kFast, arena, pool);
  Matrix y(80, 5.0f);
  const MatMulJob jobs[] = {{opened.weights[0].get(), &input, {}, nullptr, 40},
                            {opened.weights[0].get(), &input, {nullptr, 1}, y.data(), 40},
                            {opened.weights[0].get(), &input, {}, nullptr, 40}};
  MatMul(jobs, Numerics::kFast, arena, pool);
  EXPECT_EQ(Matrix(y.begin(), y.begin() + 40), Multiply(*opened.weights[0], x, Numerics::kFast).y);
  EXPECT_EQ(y[40], 5.0f) << "nothing beyond the rows is written";
}

// ---- Prepared inputs ----

TEST_P(MatMulTest, QuantizesInputsWithinHalfAStep) {
  const RandomModule module({.kind = Kind::kAffine, .bits = 4, .group = 32, .rows = 1, .cols = 96});
  const OpenedModule opened = module.Open();
  ThreadPool pool(1);
  Arena arena;
  Matrix x = RandomInput(4 * 96);
  std::fill(x.begin() + 32, x.begin() + 64, 0.0f);
  x[0] = 1e-38f;  // among ordinary values
  std::fill(x.begin() + 96, x.begin() + 128, 1e-39f);
  const PreparedInput input =
      PrepareInput(x.data(), 4, *opened.weights[0], Numerics::kFast, arena, pool);
  ASSERT_EQ(input.blocks, 8u);
  for (size_t t = 0; t < 4; ++t) {
    for (size_t b = 0; b < 8; ++b) {
      const size_t block = t * 8 + b;
      int32_t sum = 0;
      for (size_t i = 0; i < 32; ++i) {
        const int8_t code = input.codes[block * 32 + i];
        const float value = b < 3 ? x[t * 96 + b * 32 + i] : 0.0f;
        EXPECT_NEAR(input.scales[block] * static_cast<float>(code), value,
                    0.501f * input.scales[block] + 1e-35f);
        EXPECT_NE(code, -128);
        EXPECT_EQ(input.planes[t * 256 + i / 8 * 64 + b * 8 + i % 8], code);
        sum += code;
      }
      EXPECT_EQ(input.centres[block], -128 * sum);
      EXPECT_EQ(input.sums[block], input.scales[block] * static_cast<float>(sum));
    }
  }
}

TEST_P(MatMulTest, ShowsWhatIsNotFinite) {
  for (float bad : {std::nanf(""), INFINITY, -INFINITY}) {
    for (const ModuleSpec& spec : AllSpecs(3, 128, 64)) {
      const RandomModule module(spec);
      const OpenedModule opened = module.Open();
      Matrix x = RandomInput(2 * spec.cols);
      x[40] = bad;
      const Product product = Multiply(*opened.weights[0], x, Numerics::kFast);
      for (size_t r = 0; r < spec.rows; ++r) {
        // A weight of zero may hide an infinity only as a NaN.
        EXPECT_FALSE(std::isfinite(product.y[r])) << Describe(spec) << " " << bad;
        EXPECT_TRUE(std::isfinite(product.y[spec.rows + r])) << "the other token is untouched";
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, MatMulTest, ::testing::ValuesIn(SupportedSimdTargets()),
                         [](const auto& target) { return std::string(Name(target.param)); });

TEST(SameInput, GoesByKindAndRotation) {
  const auto open = [](const ModuleSpec& spec, uint32_t seed = 1) {
    return std::move(RandomModule(spec, seed).Open().weights[0]);
  };
  const ModuleSpec affine{.kind = Kind::kAffine, .bits = 4, .rows = 2, .cols = 128};
  const ModuleSpec turbo{.kind = Kind::kTurboQuant, .bits = 2, .rows = 2, .cols = 128};
  ModuleSpec narrow = affine;
  narrow.cols = 64;
  const ModuleSpec dense{.rows = 2, .cols = 128};
  ModuleSpec plain = turbo;
  plain.rotated = false;

  const Numerics fast = Numerics::kFast;
  EXPECT_TRUE(SameInput(*open(affine), *open(affine, 2), fast));
  EXPECT_TRUE(SameInput(*open(affine), *open(plain), fast)) << "both int8, neither rotated";
  EXPECT_FALSE(SameInput(*open(affine), *open(dense), fast));
  EXPECT_TRUE(SameInput(*open(affine), *open(dense), Numerics::kExact)) << "both f32";
  EXPECT_FALSE(SameInput(*open(affine), *open(narrow), fast));
  EXPECT_FALSE(SameInput(*open(affine), *open(turbo), fast));
  EXPECT_TRUE(SameInput(*open(turbo), *open(turbo), fast)) << "equal signs";
  EXPECT_FALSE(SameInput(*open(turbo), *open(turbo, 2), fast)) << "other signs";
}

}  // namespace
}  // namespace ponder
