#include "bench/random_weights.h"

#include "core/base/check.h"
#include "core/base/float16.h"

namespace ponder::bench {
namespace {

constexpr std::string_view kPath = "module";
constexpr uint32_t kTernaryWords = 3486784401;  // 3^20

std::vector<float> Levels(int bits) {
  if (bits == 0) return {-1.22401f, 0.0f, 1.22401f};
  if (bits == 2) return {-1.51042f, -0.45278f, 0.45278f, 1.51042f};
  std::vector<float> levels(size_t{1} << bits);
  for (size_t i = 0; i < levels.size(); ++i) {
    levels[i] = (static_cast<float>(i) + 0.5f) * 4.0f / static_cast<float>(levels.size()) - 2.0f;
  }
  return levels;
}

// splitmix64
uint64_t NextRandom(uint64_t& state) {
  uint64_t z = state += 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

// Sign and mantissa at random, exponent of [1/64, 1/32): what weights and scales look like.
constexpr uint16_t kBf16Mask = 0x807F;
constexpr uint16_t kBf16Set = 0x3C80;
constexpr uint16_t kF16Mask = 0x83FF;
constexpr uint16_t kF16Set = 0x2400;
constexpr uint16_t kAnyBits = 0xFFFF;

}  // namespace

const std::vector<WeightSpec>& AllSpecs() {
  static const std::vector<WeightSpec> specs = {
      {"bf16", "dense", DType::kBF16},        {"f16", "dense", DType::kF16},
      {"affine8", "affine", DType::kBF16, 8}, {"affine6", "affine", DType::kBF16, 6},
      {"affine5", "affine", DType::kBF16, 5}, {"affine4", "affine", DType::kBF16, 4},
      {"affine3", "affine", DType::kBF16, 3}, {"affine2", "affine", DType::kBF16, 2},
      {"tq4", "turboquant", DType::kF16, 4},  {"tq3", "turboquant", DType::kF16, 3},
      {"tq2", "turboquant", DType::kF16, 2},  {"ternary", "turboquant", DType::kF16, 0},
  };
  return specs;
}

RandomWeights::RandomWeights(const WeightSpec& spec, size_t count, size_t rows, size_t cols) {
  const bool f16 = spec.dtype == DType::kF16;
  const uint16_t mask = f16 ? kF16Mask : kBf16Mask;
  const uint16_t set = f16 ? kF16Set : kBf16Set;
  const auto bits = static_cast<uint64_t>(spec.bits);
  if (spec.format == "dense") {
    Add("weight", spec.dtype, {count, rows, cols}, mask, set);
  } else if (spec.format == "affine") {
    Add("weight", DType::kU32, {count, rows, cols * bits / 32}, kAnyBits, 0);
    Add("scales", spec.dtype, {count, rows, cols / spec.group}, mask, set);
    Add("biases", spec.dtype, {count, rows, cols / spec.group}, mask, set);
  } else {
    const uint64_t words = DivCeil(cols, bits == 0 ? 20 : 32 / bits);
    Add("weight", DType::kU32, {count, rows, words}, kAnyBits, 0);
    if (bits == 0) {
      auto* begin = reinterpret_cast<uint32_t*>(storage_.back().data());
      for (size_t i = 0; i < storage_.back().size() * 2; ++i) begin[i] %= kTernaryWords;
    }
    Add("scales", DType::kF16, {count, rows, cols / spec.group}, 0x03FF, kF16Set);
    AddFloats("codebook", Levels(spec.bits));
    AddFloats("signs", std::vector<float>(cols, -1.0f));
  }
  auto set_of_tensors = TensorSet::FromViews(views_);
  CHECK(set_of_tensors.has_value());
  tensors_ = std::move(*set_of_tensors);
  auto module = OpenModule({tensors_, std::string(kPath), count, rows, cols, {}});
  CHECK(module.has_value());
  module_ = std::move(*module);
}

double RandomWeights::bytes() const {
  return static_cast<double>(module_.weights[0]->stored_bytes()) * static_cast<double>(size());
}

void RandomWeights::Add(std::string_view suffix, DType dtype, std::vector<uint64_t> shape,
                        uint16_t mask, uint16_t set) {
  size_t bytes = SizeOf(dtype);
  for (uint64_t extent : shape) bytes *= extent;
  std::vector<uint64_t>& words = storage_.emplace_back(DivCeil(bytes, sizeof(uint64_t)));
  const uint64_t repeat = 0x0001000100010001;
  uint64_t state = storage_.size();
  for (uint64_t& word : words) word = (NextRandom(state) & mask * repeat) | set * repeat;
  views_.push_back({fmt::format("{}.{}", kPath, suffix), dtype, std::move(shape),
                    std::as_bytes(std::span(words)).first(bytes)});
}

void RandomWeights::AddFloats(std::string_view suffix, const std::vector<float>& values) {
  std::vector<uint64_t>& words = storage_.emplace_back(DivCeil(values.size(), 4));
  auto* halves = reinterpret_cast<uint16_t*>(words.data());
  for (size_t i = 0; i < values.size(); ++i) halves[i] = F16FromFloat(values[i]);
  views_.push_back({fmt::format("{}.{}", kPath, suffix),
                    DType::kF16,
                    {values.size()},
                    std::as_bytes(std::span(words)).first(values.size() * 2)});
}

}  // namespace ponder::bench
