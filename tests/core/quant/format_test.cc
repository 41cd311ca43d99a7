// Every format decodes to the weights its tensors stand for.
#include "core/quant/format.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/base/float16.h"
#include "core/quant/rotation.h"
#include "tests/core/quant/random_module.h"

namespace ponder {
namespace {

using testing::AllSpecs;
using testing::Describe;
using testing::ModuleSpec;
using testing::RandomModule;
using Kind = ModuleSpec::Kind;

// f32 rounds the product and the sum once each.
void ExpectDecodes(const RandomModule& module, const ModuleSpec& spec) {
  const OpenedModule opened = module.Open();
  std::vector<float> row(spec.cols);
  for (size_t expert = 0; expert < opened.weights.size(); ++expert) {
    const Weight& weight = *opened.weights[expert];
    ASSERT_EQ(weight.rows(), spec.rows);
    ASSERT_EQ(weight.cols(), spec.cols);
    for (size_t r = 0; r < spec.rows; ++r) {
      weight.DecodeRow(r, row.data());
      for (size_t c = 0; c < spec.cols; ++c) {
        const double want = module.At(expert, r, c);
        ASSERT_NEAR(row[c], want, 3e-7 * std::max(1.0, std::fabs(want)))
            << Describe(spec) << " expert " << expert << " row " << r << " column " << c;
      }
    }
  }
}

TEST(Formats, DecodeWhatWasStored) {
  for (const auto& [cols, group] : std::vector<std::pair<size_t, size_t>>{
           {128, 64}, {32, 32}, {96, 32}, {1856, 64}, {2688, 128}, {640, 128}}) {
    for (const ModuleSpec& spec : AllSpecs(5, cols, group)) {
      if (!spec.qjl) ExpectDecodes(RandomModule(spec), spec);
    }
  }
}

TEST(Formats, DecodeOddWidths) {
  for (size_t cols : {1, 7, 33, 50, 119}) {
    for (const ModuleSpec& spec : AllSpecs(3, cols, cols)) {
      if (!spec.qjl) ExpectDecodes(RandomModule(spec), spec);
    }
  }
}

TEST(Formats, DecodeUnalignedData) {
  for (size_t misalignment : {1, 2, 3}) {
    for (const ModuleSpec& spec : AllSpecs(4, 160, 32)) {
      if (!spec.qjl) ExpectDecodes(RandomModule(spec, 2, misalignment), spec);
    }
  }
}

TEST(Formats, DecodeStackedExperts) {
  for (ModuleSpec spec : AllSpecs(3, 128, 64)) {
    if (spec.qjl) continue;
    spec.num_experts = 4;
    ExpectDecodes(RandomModule(spec), spec);
  }
}

// The definition: y += sqrt(pi / 2) / sqrt(cols) * norm * sum_i bit_i * Had(qjl_signs * x)_i, here
// with every unit vector for x.
TEST(Formats, DecodeQjlResidual) {
  for (size_t cols : {64, 96, 160, 224}) {
    const ModuleSpec spec{
        .kind = Kind::kTurboQuant, .bits = 2, .group = 32, .qjl = true, .rows = 3, .cols = cols};
    RandomModule module(spec);
    const auto request = module.Request();
    const auto element = [&](std::string_view suffix, size_t i) {
      return FloatFromF16(LoadUnaligned<uint16_t>(request.Find(suffix)->data.data() + 2 * i));
    };
    std::vector<float> signs(cols);
    for (size_t i = 0; i < cols; ++i) signs[i] = element("qjl_signs", i);
    const std::byte* bits = request.Find("qjl_packed")->data.data();

    const OpenedModule opened = module.Open();
    std::vector<float> row(cols);
    for (size_t r = 0; r < spec.rows; ++r) {
      opened.weights[0]->DecodeRow(r, row.data());
      for (size_t c = 0; c < cols; ++c) {
        std::vector<float> unit(cols, 0.0f);
        unit[c] = signs[c];
        Hadamard(unit.data(), cols);
        double sum = 0.0;
        for (size_t i = 0; i < cols; ++i) {
          const auto byte = static_cast<unsigned>(bits[r * DivCeil(cols, 32) * 4 + i / 8]);
          sum += byte >> i % 8 & 1 ? unit[i] : -unit[i];
        }
        const double factor =
            std::sqrt(std::numbers::pi / 2 / static_cast<double>(cols)) * element("qjl_norms", r);
        ASSERT_NEAR(row[c], module.At(0, r, c) + factor * sum, 1e-5)
            << cols << " " << r << " " << c;
      }
    }
  }
}

TEST(Formats, ExpertsShareRotation) {
  const RandomModule module(
      {.kind = Kind::kTurboQuant, .bits = 3, .num_experts = 2, .rows = 3, .cols = 128});
  const OpenedModule opened = module.Open();
  ASSERT_NE(opened.weights[0]->rotation(), nullptr);
  EXPECT_EQ(opened.weights[0]->rotation(), opened.weights[1]->rotation());
  EXPECT_EQ(*opened.weights[0]->rotation(), Rotation(module.signs()));
}

// Rotation "none" counts only if the signs agree: old writers said so and rotated nevertheless.
TEST(Formats, RotationNoneIsCheckedAgainstSigns) {
  const RandomModule plain(
      {.kind = Kind::kTurboQuant, .bits = 2, .rotated = false, .rows = 2, .cols = 64});
  EXPECT_EQ(plain.Open().weights[0]->rotation(), nullptr);

  const RandomModule rotated({.kind = Kind::kTurboQuant, .bits = 2, .rows = 2, .cols = 64});
  ModuleRequest request = rotated.Request();
  request.hints.rotation = "none";
  const auto opened = OpenModule(request);
  ASSERT_TRUE(opened.has_value());
  EXPECT_NE(opened->weights[0]->rotation(), nullptr);
}

TEST(Formats, StoredBytesAreThoseOfTheTensors) {
  for (const ModuleSpec& spec : AllSpecs(6, 128, 64)) {
    RandomModule module(spec);
    size_t bytes = 0;
    for (const TensorView& tensor : module.tensors()) {
      const bool shared = tensor.name.ends_with("signs") || tensor.name.ends_with("codebook");
      if (!shared) bytes += tensor.data.size();
    }
    EXPECT_EQ(module.Open().weights[0]->stored_bytes(), bytes) << Describe(spec);
  }
}

TEST(Formats, Labels) {
  const auto label = [](const ModuleSpec& spec) {
    const OpenedModule opened = RandomModule(spec).Open();
    return fmt::format("{}: {}", opened.format->name, opened.format->label(*opened.weights[0]));
  };
  EXPECT_EQ(label({.dtype = DType::kF16, .rows = 2, .cols = 64}), "F16: F16");
  EXPECT_EQ(label({.kind = Kind::kAffine, .bits = 5, .group = 32, .rows = 2, .cols = 64}),
            "affine: 5 bit, group 32");
  EXPECT_EQ(label({.kind = Kind::kTurboQuant, .bits = 3, .rows = 2, .cols = 64}),
            "TurboQuant: 3 bit, group 64");
  EXPECT_EQ(label({.kind = Kind::kTurboQuant, .qjl = true, .rows = 2, .cols = 64}),
            "TurboQuant: ternary, group 64, QJL");
  EXPECT_EQ(label({.kind = Kind::kTurboQuant, .bits = 4, .rotated = false, .rows = 2, .cols = 64}),
            "TurboQuant: 4 bit, group 64, not rotated");
}

}  // namespace
}  // namespace ponder
