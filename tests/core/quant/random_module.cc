#include "tests/core/quant/random_module.h"

#include <cmath>
#include <cstring>

#include "core/base/check.h"
#include "core/base/float16.h"

namespace ponder::testing {
namespace {

using Kind = ModuleSpec::Kind;

std::vector<float> Levels(int bits) {
  switch (bits) {
    case 0:
      return {-1.22401f, 0.0f, 1.22401f};
    case 2:
      return {-1.5104174569f, -0.4527799975f, 0.4527799975f, 1.5104174569f};
    case 3:
      return {-2.1519452850f, -1.3439090860f, -0.7560051861f, -0.2450941497f,
              0.2450941497f,  0.7560051861f,  1.3439090860f,  2.1519452850f};
    case 4:
      return {-2.7332986608f, -2.0698191883f, -1.6188648437f, -1.2570025732f,
              -0.9430078288f, -0.6572738605f, -0.3883729570f, -0.1285059463f,
              0.1285059463f,  0.3883729570f,  0.6572738605f,  0.9430078288f,
              1.2570025732f,  1.6188648437f,  2.0698191883f,  2.7332986608f};
    default: {
      std::vector<float> even(size_t{1} << bits);
      for (size_t i = 0; i < even.size(); ++i) even[i] = static_cast<float>(i) * 0.01f - 1.0f;
      return even;
    }
  }
}

uint16_t Bits16(DType dtype, float value) {
  return dtype == DType::kF16 ? F16FromFloat(value) : Bf16FromFloat(value);
}

float Rounded(DType dtype, float value) {
  if (dtype == DType::kF32) return value;
  const uint16_t bits = Bits16(dtype, value);
  return dtype == DType::kF16 ? FloatFromF16(bits) : FloatFromBf16(bits);
}

}  // namespace

std::string Describe(const ModuleSpec& spec) {
  const std::string shape = fmt::format("[{}, {}]", spec.rows, spec.cols);
  switch (spec.kind) {
    case Kind::kDense:
      return fmt::format("{} {}", Name(spec.dtype), shape);
    case Kind::kAffine:
      return fmt::format("affine {} bit {} group {} {}", spec.bits, Name(spec.dtype), spec.group,
                         shape);
    default:
      return fmt::format("TurboQuant {} bit{}{} group {} {}", spec.bits,
                         spec.rotated ? "" : " not rotated", spec.qjl ? " QJL" : "", spec.group,
                         shape);
  }
}

std::vector<ModuleSpec> AllSpecs(size_t rows, size_t cols, size_t group) {
  std::vector<ModuleSpec> specs;
  for (DType dtype : {DType::kBF16, DType::kF16, DType::kF32}) {
    specs.push_back({.kind = Kind::kDense, .dtype = dtype, .rows = rows, .cols = cols});
  }
  const auto add = [&](ModuleSpec spec) {
    spec.group = group;
    spec.rows = rows;
    spec.cols = cols;
    specs.push_back(spec);
  };
  const bool affine = cols % 32 == 0 && (group == 32 || group == 64 || group == 128);
  for (int bits : {2, 3, 4, 5, 6, 8}) {
    if (affine) add({.kind = Kind::kAffine, .dtype = DType::kBF16, .bits = bits});
  }
  for (DType dtype : {DType::kF16, DType::kF32}) {
    if (affine) add({.kind = Kind::kAffine, .dtype = dtype, .bits = 4});
  }
  for (int bits : {0, 2, 3, 4}) add({.kind = Kind::kTurboQuant, .bits = bits});
  for (int bits : {1, 5, 6, 7, 8}) add({.kind = Kind::kTurboQuant, .bits = bits});
  add({.kind = Kind::kTurboQuant, .bits = 3, .rotated = false});
  add({.kind = Kind::kTurboQuant, .bits = 2, .qjl = true});
  return specs;
}

RandomModule::RandomModule(const ModuleSpec& spec, uint32_t seed, size_t misalignment)
    : spec_(spec), misalignment_(misalignment), random_(seed) {
  switch (spec.kind) {
    case Kind::kDense:
      MakeDense();
      break;
    case Kind::kAffine:
      MakeAffine();
      break;
    case Kind::kTurboQuant:
      MakeTurboQuant();
      break;
  }
}

ModuleRequest RandomModule::Request() const {
  auto set = TensorSet::FromViews(tensors_);
  CHECK(set.has_value());
  set_ = std::move(*set);
  ModuleRequest request{.tensors = set_,
                        .path = kPath,
                        .num_experts = spec_.num_experts,
                        .rows = spec_.rows,
                        .cols = spec_.cols,
                        .hints = {}};
  if (spec_.kind == Kind::kTurboQuant) {
    request.hints = {.mode = "turboquant",
                     .bits = 3,
                     .group_size = 64,
                     .rotation = spec_.rotated ? "hadamard" : "none"};
  }
  return request;
}

OpenedModule RandomModule::Open() const {
  auto module = OpenModule(Request());
  CHECK(module.has_value());
  return std::move(*module);
}

double RandomModule::At(size_t expert, size_t row, size_t col) const {
  const size_t r = expert * spec_.rows + row;
  const size_t i = r * spec_.cols + col;
  if (spec_.kind == Kind::kDense) return dense_[i];
  const size_t group = r * (spec_.cols / spec_.group) + col / spec_.group;
  const double level =
      levels_.empty() ? static_cast<double>(codes_[i]) : double{levels_[codes_[i]]};
  return level * scales_[group] + (biases_.empty() ? 0.0 : double{biases_[group]});
}

size_t RandomModule::num_rows() const {
  return spec_.rows * std::max<size_t>(1, spec_.num_experts);
}

std::vector<uint64_t> RandomModule::Stacked(std::vector<uint64_t> shape) const {
  if (spec_.num_experts > 0) shape.insert(shape.begin(), spec_.num_experts);
  return shape;
}

void RandomModule::AddBytes(const std::string& suffix, DType dtype, std::vector<uint64_t> shape,
                            const std::vector<std::byte>& bytes) {
  std::vector<std::byte>& buffer = storage_.emplace_back(bytes.size() + 64 + misalignment_);
  const size_t address = reinterpret_cast<uintptr_t>(buffer.data());
  std::byte* begin = buffer.data() + (64 - address % 64) % 64 + misalignment_;
  if (!bytes.empty()) std::memcpy(begin, bytes.data(), bytes.size());
  tensors_.push_back(
      {fmt::format("{}.{}", kPath, suffix), dtype, std::move(shape), Bytes(begin, bytes.size())});
}

std::vector<float> RandomModule::AddFloats(const std::string& suffix, DType dtype,
                                           std::vector<uint64_t> shape,
                                           const std::vector<float>& values) {
  std::vector<std::byte> bytes(values.size() * SizeOf(dtype));
  std::vector<float> stored;
  for (size_t i = 0; i < values.size(); ++i) {
    const uint16_t bits = Bits16(dtype, values[i]);
    const void* from = dtype == DType::kF32 ? static_cast<const void*>(&values[i]) : &bits;
    std::memcpy(bytes.data() + i * SizeOf(dtype), from, SizeOf(dtype));
    stored.push_back(Rounded(dtype, values[i]));
  }
  AddBytes(suffix, dtype, std::move(shape), bytes);
  return stored;
}

void RandomModule::MakeDense() {
  std::normal_distribution<float> normal;
  std::vector<float> values(num_rows() * spec_.cols);
  for (float& value : values) value = normal(random_);
  dense_ = AddFloats("weight", spec_.dtype, Stacked({spec_.rows, spec_.cols}), values);
}

void RandomModule::MakeCodes(size_t num_codes) {
  std::uniform_int_distribution<uint32_t> code(0, static_cast<uint32_t>(num_codes - 1));
  codes_.resize(num_rows() * spec_.cols);
  for (uint32_t& c : codes_) c = code(random_);
}

// One code after the other, bit by bit.
std::vector<std::byte> RandomModule::PackCodes() const {
  const bool stream = spec_.kind == Kind::kAffine;
  const auto bits = static_cast<size_t>(spec_.bits);
  const size_t per_word = stream ? 0 : bits == 0 ? 20 : 32 / bits;
  const size_t words = stream ? spec_.cols * bits / 32 : (spec_.cols + per_word - 1) / per_word;
  std::vector<uint32_t> packed(num_rows() * words);
  for (size_t r = 0; r < num_rows(); ++r) {
    uint32_t* row = packed.data() + r * words;
    for (size_t i = 0; i < spec_.cols; ++i) {
      const uint32_t code = codes_[r * spec_.cols + i];
      if (bits == 0) {
        uint32_t power = 1;
        for (size_t k = 0; k < i % 20; ++k) power *= 3;
        row[i / 20] += code * power;
        continue;
      }
      for (size_t b = 0; b < bits; ++b) {
        const size_t at = stream ? i * bits + b : i / per_word * 32 + i % per_word * bits + b;
        row[at / 32] |= (code >> b & 1) << at % 32;
      }
    }
  }
  std::vector<std::byte> bytes(packed.size() * sizeof(uint32_t));
  std::memcpy(bytes.data(), packed.data(), bytes.size());
  return bytes;
}

void RandomModule::MakeAffine() {
  MakeCodes(size_t{1} << spec_.bits);
  const std::vector<std::byte> packed = PackCodes();
  const size_t words = packed.size() / sizeof(uint32_t) / num_rows();
  AddBytes("weight", DType::kU32, Stacked({spec_.rows, words}), packed);

  const size_t groups = spec_.cols / spec_.group;
  std::uniform_real_distribution<float> uniform(0.5f, 1.5f);
  std::vector<float> scales(num_rows() * groups);
  std::vector<float> biases(scales.size());
  for (size_t i = 0; i < scales.size(); ++i) {
    const float span = static_cast<float>((1 << spec_.bits) - 1);
    scales[i] = uniform(random_) / span * (i % 5 == 0 ? -1.0f : 1.0f);
    biases[i] = -scales[i] * span * 0.5f * uniform(random_);
  }
  scales_ = AddFloats("scales", spec_.dtype, Stacked({spec_.rows, groups}), scales);
  biases_ = AddFloats("biases", spec_.dtype, Stacked({spec_.rows, groups}), biases);
}

std::vector<float> RandomModule::MakeSigns() {
  std::vector<float> signs(spec_.cols);
  for (float& sign : signs) sign = spec_.rotated && random_() % 2 == 0 ? -1.0f : 1.0f;
  return signs;
}

void RandomModule::MakeTurboQuant() {
  const std::vector<float> levels = Levels(spec_.bits);
  MakeCodes(levels.size());
  const std::vector<std::byte> packed = PackCodes();
  const size_t words = packed.size() / sizeof(uint32_t) / num_rows();
  AddBytes("weight", DType::kU32, Stacked({spec_.rows, words}), packed);
  levels_ = AddFloats("codebook", DType::kF16, {levels.size()}, levels);

  const size_t groups = spec_.cols / spec_.group;
  std::uniform_real_distribution<float> uniform(0.01f, 0.03f);
  std::vector<float> scales(num_rows() * groups);
  for (float& scale : scales) scale = uniform(random_);
  scales_ = AddFloats("scales", DType::kF16, Stacked({spec_.rows, groups}), scales);
  signs_ = AddFloats("signs", DType::kF16, {spec_.cols}, MakeSigns());
  if (spec_.qjl) MakeQjl();
}

void RandomModule::MakeQjl() {
  const size_t words = (spec_.cols + 31) / 32;
  std::vector<std::byte> packed(num_rows() * words * sizeof(uint32_t));
  for (std::byte& byte : packed) byte = static_cast<std::byte>(random_());
  AddBytes("qjl_packed", DType::kU32, {spec_.rows, words}, packed);
  std::uniform_real_distribution<float> uniform(0.1f, 0.3f);
  std::vector<float> norms(num_rows());
  for (float& norm : norms) norm = uniform(random_);
  AddFloats("qjl_norms", DType::kF16, {spec_.rows}, norms);
  AddFloats("qjl_signs", DType::kF16, {spec_.cols}, MakeSigns());
}

}  // namespace ponder::testing
