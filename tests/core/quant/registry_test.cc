// Damaged, contradictory and foreign modules are refused with a message that says what is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "core/quant/format.h"
#include "tests/core/quant/random_module.h"

namespace ponder {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::ModuleSpec;
using testing::RandomModule;
using Kind = ModuleSpec::Kind;

constexpr ModuleSpec kDense{.rows = 4, .cols = 128};
constexpr ModuleSpec kAffine{.kind = Kind::kAffine, .bits = 4, .rows = 4, .cols = 128};
constexpr ModuleSpec kTurbo{.kind = Kind::kTurboQuant, .bits = 3, .rows = 4, .cols = 128};
constexpr ModuleSpec kQjl{
    .kind = Kind::kTurboQuant, .bits = 3, .qjl = true, .rows = 4, .cols = 128};

std::string ErrorOf(const ModuleRequest& request) {
  const auto module = OpenModule(request);
  if (module) return fmt::format("no error, opened as {}", module->format->name);
  EXPECT_EQ(module.error().code, ErrorCode::kModel);
  return Describe(module.error());
}

TensorView& TensorOf(RandomModule& module, std::string_view suffix) {
  for (TensorView& tensor : module.tensors()) {
    if (tensor.name.ends_with("." + std::string(suffix))) return tensor;
  }
  ADD_FAILURE() << "no tensor " << suffix;
  return module.tensors().front();
}

std::string WithDamage(const ModuleSpec& spec, std::string_view suffix,
                       const std::function<void(TensorView&)>& damage) {
  RandomModule module(spec);
  damage(TensorOf(module, suffix));
  return ErrorOf(module.Request());
}

std::string WithShape(const ModuleSpec& spec, std::string_view suffix,
                      std::vector<uint64_t> shape) {
  return WithDamage(spec, suffix, [&](TensorView& tensor) { tensor.shape = std::move(shape); });
}

std::string WithDType(const ModuleSpec& spec, std::string_view suffix, DType dtype) {
  return WithDamage(spec, suffix, [&](TensorView& tensor) { tensor.dtype = dtype; });
}

std::string Without(const ModuleSpec& spec, std::string_view suffix) {
  RandomModule module(spec);
  std::erase_if(module.tensors(),
                [&](const TensorView& t) { return t.name.ends_with("." + std::string(suffix)); });
  return ErrorOf(module.Request());
}

std::string WithExtra(std::string_view suffix, DType dtype = DType::kF32) {
  RandomModule module(kDense);
  TensorOf(module, "weight").dtype = DType::kU8;
  module.tensors().push_back({fmt::format("{}.{}", RandomModule::kPath, suffix), dtype, {1}, {}});
  return ErrorOf(module.Request());
}

std::string WithHints(const ModuleSpec& spec, const QuantHints& hints) {
  const RandomModule module(spec);
  ModuleRequest request = module.Request();
  request.hints = hints;
  return ErrorOf(request);
}

TEST(Registry, SaysWhatIsMissing) {
  EXPECT_THAT(Without(kDense, "weight"), HasSubstr("in_proj.weight: the tensor is missing"));
  EXPECT_THAT(Without(kAffine, "weight"), HasSubstr("in_proj.weight: the tensor is missing"));
  EXPECT_THAT(Without(kAffine, "scales"), HasSubstr("in_proj.scales: the tensor is missing"));
  EXPECT_THAT(Without(kAffine, "biases"), HasSubstr("in_proj.biases: the tensor is missing"));
  for (const char* suffix : {"weight", "scales", "codebook", "signs"}) {
    EXPECT_THAT(Without(kTurbo, suffix),
                HasSubstr(std::string(suffix) + ": the tensor is missing"));
  }
  for (const char* suffix : {"qjl_packed", "qjl_norms", "qjl_signs"}) {
    EXPECT_THAT(Without(kQjl, suffix), HasSubstr(std::string(suffix) + ": the tensor is missing"));
  }
}

TEST(Registry, NamesWrongShapes) {
  EXPECT_THAT(WithShape(kDense, "weight", {4, 64}),
              HasSubstr("weight: expected shape [4, 128], found [4, 64]"));
  EXPECT_THAT(WithShape(kDense, "weight", {512}), HasSubstr("found [512]"));
  EXPECT_THAT(WithShape(kAffine, "weight", {4, 17}), HasSubstr("found 17"));
  EXPECT_THAT(WithShape(kAffine, "weight", {4, 28}), HasSubstr("found 28"));  // 7 bits
  EXPECT_THAT(WithShape(kAffine, "weight", {3, 16}), HasSubstr("expected shape [4, 16]"));
  EXPECT_THAT(WithShape(kAffine, "scales", {4, 8}), HasSubstr("8 scales per row"));
  EXPECT_THAT(WithShape(kAffine, "scales", {4, 0}), HasSubstr("at least one scale per row"));
  EXPECT_THAT(WithShape(kAffine, "biases", {4, 1}), HasSubstr("expected shape [4, 2]"));
  EXPECT_THAT(WithShape(kTurbo, "weight", {4, 12}), HasSubstr("expected shape [4, 13]"));
  EXPECT_THAT(WithShape(kTurbo, "scales", {4, 3}), HasSubstr("cannot be divided into 3 groups"));
  EXPECT_THAT(WithShape(kTurbo, "scales", {4, 129}), HasSubstr("129 groups"));
  EXPECT_THAT(WithShape(kTurbo, "signs", {64}), HasSubstr("expected shape [128]"));
  EXPECT_THAT(WithShape(kTurbo, "codebook", {5}), HasSubstr("found shape [5]"));
  EXPECT_THAT(WithShape(kTurbo, "codebook", {0}), HasSubstr("found shape [0]"));
  EXPECT_THAT(WithShape(kTurbo, "codebook", {512}), HasSubstr("found shape [512]"));
  EXPECT_THAT(WithShape(kTurbo, "codebook", {2, 4}), HasSubstr("found shape [2, 4]"));
  // A codebook of four levels makes other words of the same number of columns.
  EXPECT_THAT(WithShape(kTurbo, "codebook", {4}),
              HasSubstr("expected shape [4, 8], found [4, 13]"));
  EXPECT_THAT(WithShape(kQjl, "qjl_packed", {4, 8}), HasSubstr("expected shape [4, 4]"));
  EXPECT_THAT(WithShape(kQjl, "qjl_norms", {1}), HasSubstr("expected shape [4]"));
}

TEST(Registry, NamesWrongTypes) {
  EXPECT_THAT(WithDType(kAffine, "weight", DType::kI32),
              HasSubstr("weight: expected U32, found I32"));
  EXPECT_THAT(WithDType(kAffine, "scales", DType::kI16),
              HasSubstr("scales: expected BF16 or F16 or F32, found I16"));
  EXPECT_THAT(WithDType(kAffine, "biases", DType::kF16), HasSubstr("expected BF16, found F16"));
  EXPECT_THAT(WithDType(kTurbo, "scales", DType::kBF16), HasSubstr("expected F16, found BF16"));
  EXPECT_THAT(WithDType(kTurbo, "codebook", DType::kF32), HasSubstr("expected F16"));
  EXPECT_THAT(WithDType(kTurbo, "signs", DType::kI16), HasSubstr("expected F16"));
}

TEST(Registry, RefusesSignsThatAreNone) {
  std::vector<uint16_t> zeros(128, 0);
  EXPECT_THAT(
      WithDamage(kTurbo, "signs", [&](TensorView& t) { t.data = std::as_bytes(std::span(zeros)); }),
      HasSubstr("signs: expected +1 and -1 only, found 0 at 0"));
}

TEST(Registry, RefusesContradictionsWithTheConfiguration) {
  EXPECT_THAT(WithHints(kAffine, {.mode = "affine", .bits = 8, .group_size = 64}),
              AllOf(HasSubstr("says 8 bits"), HasSubstr("have 4 bits in groups of 64")));
  EXPECT_THAT(WithHints(kAffine, {.group_size = 32}), HasSubstr("groups of 32"));
  EXPECT_THAT(WithHints(kAffine, {.mode = "mxfp4"}), HasSubstr("'mxfp4'"));
  EXPECT_THAT(WithHints(kTurbo, {.mode = "affine"}), HasSubstr("its tensors are TurboQuant"));
  EXPECT_THAT(WithHints(kTurbo, {.mode = "turboquant", .rotation = "givens"}),
              HasSubstr("rotation is 'givens'"));
  // Absent or matching fields are no contradiction; TurboQuant's bits are not about affine extras.
  EXPECT_THAT(WithHints(kAffine, {.mode = "affine", .bits = 4}), HasSubstr("opened as affine"));
  EXPECT_THAT(WithHints(kAffine, {.mode = "turboquant", .bits = 2, .group_size = 32}),
              HasSubstr("opened as affine"));
  EXPECT_THAT(WithHints(kTurbo, {.bits = 4, .group_size = 32}), HasSubstr("opened as TurboQuant"));
}

TEST(Registry, RefusesResidualsInExperts) {
  ModuleSpec spec = kQjl;
  spec.num_experts = 1;
  EXPECT_THAT(ErrorOf(RandomModule(spec).Request()), HasSubstr("cannot have a QJL residual"));
}

TEST(Registry, RefusesEmptyMatrices) {
  const RandomModule module(kDense);
  ModuleRequest request = module.Request();
  request.rows = 0;
  EXPECT_THAT(ErrorOf(request), HasSubstr("[0, 128]"));
  request.rows = 4;
  request.num_experts = size_t{1} << 60;
  EXPECT_THAT(ErrorOf(request), HasSubstr("expected shape [1152921504606846976, 4, 128]"));
}

TEST(Registry, RecognisesWhatItCannotRead) {
  EXPECT_THAT(WithExtra("weight.nf4_packed"), AllOf(HasSubstr("NEO NF4"), HasSubstr("what works")));
  EXPECT_THAT(WithExtra("weight_scale_2"), HasSubstr("NVFP4"));
  EXPECT_THAT(WithExtra("weight_scale_inv"), HasSubstr("FP8"));
  EXPECT_THAT(WithExtra("qweight"), HasSubstr("GPTQ or AWQ"));
  EXPECT_THAT(WithExtra("weight.absmax"), HasSubstr("bitsandbytes"));
  EXPECT_THAT(WithDType(kDense, "weight", DType::kF8E4M3),
              AllOf(HasSubstr("F8_E4M3 [4, 128]"), HasSubstr("what works")));
  EXPECT_THAT(WithHints(kDense, {}), HasSubstr("opened as BF16"));

  ModuleSpec mx = kAffine;
  mx.group = 32;
  EXPECT_THAT(WithDType(mx, "scales", DType::kU8), HasSubstr("mxfp4"));
}

TEST(Registry, ListsEveryFormatOnce) {
  std::vector<std::string_view> names;
  for (const Format* format : Formats()) names.push_back(format->name);
  EXPECT_THAT(names, ::testing::ElementsAre("TurboQuant", "affine", "BF16", "F16", "F32"));
}

}  // namespace
}  // namespace ponder
