// Every quantised module of the golden checkpoints decodes to what its bits say, read one by one.
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/float16.h"
#include "core/quant/format.h"
#include "core/quant/rotation.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

using testing::GoldenPath;
using testing::ReadGoldenJson;

double FloatOf(const TensorView& tensor, size_t index) {
  const std::byte* at = tensor.data.data() + index * SizeOf(tensor.dtype);
  if (tensor.dtype == DType::kF32) return LoadUnaligned<float>(at);
  const auto bits = LoadUnaligned<uint16_t>(at);
  return tensor.dtype == DType::kF16 ? FloatFromF16(bits) : FloatFromBf16(bits);
}

// The code in column `col` of row `row` (counted over all experts).
uint32_t CodeOf(const TensorView& weight, size_t row, size_t col, size_t bits, bool stream) {
  const size_t words = weight.shape.back();
  const auto word = [&](size_t i) {
    return LoadUnaligned<uint32_t>(weight.data.data() + (row * words + i) * 4);
  };
  uint32_t code = 0;
  if (bits == 0) {
    code = word(col / 20);
    for (size_t k = 0; k < col % 20; ++k) code /= 3;
    return code % 3;
  }
  for (size_t b = 0; b < bits; ++b) {
    const size_t per_word = 32 / bits;
    const size_t at = stream ? col * bits + b : col / per_word * 32 + col % per_word * bits + b;
    code |= (word(at / 32) >> at % 32 & 1) << b;
  }
  return code;
}

double OracleWeight(const ModuleRequest& request, size_t row, size_t col) {
  const TensorView& weight = *request.Find("weight");
  const TensorView* scales = request.Find("scales");
  if (!scales) return FloatOf(weight, row * request.cols + col);
  const size_t groups = scales->shape.back();
  const size_t group = row * groups + col / (request.cols / groups);
  const double scale = FloatOf(*scales, group);
  if (const TensorView* codebook = request.Find("codebook")) {
    size_t bits = 0;
    while (size_t{1} << bits < codebook->shape[0]) ++bits;
    const bool ternary = codebook->shape[0] == 3;
    return FloatOf(*codebook, CodeOf(weight, row, col, ternary ? 0 : bits, false)) * scale;
  }
  const size_t bits = weight.shape.back() * 32 / request.cols;
  return scale * CodeOf(weight, row, col, bits, true) + FloatOf(*request.Find("biases"), group);
}

// The in-dimension of a module, from whatever tells it without interpreting codes.
size_t ColsOf(const ModuleRequest& request, const nlohmann::json& config) {
  if (const TensorView* signs = request.Find("signs")) return signs->shape[0];
  const TensorView* scales = request.Find("scales");
  if (!scales) return request.Find("weight")->shape.back();
  const nlohmann::json& quantization = config["quantization"];
  const nlohmann::json& section =
      quantization.contains(request.path) ? quantization[request.path] : quantization;
  return scales->shape.back() * section["group_size"].get<size_t>();
}

void ExpectDecodes(const ModuleRequest& request) {
  const auto module = OpenModule(request);
  ASSERT_TRUE(module.has_value()) << Describe(module.error());
  std::vector<float> row(request.cols);
  for (size_t r = 0; r < module->weights.size() * request.rows; ++r) {
    module->weights[r / request.rows]->DecodeRow(r % request.rows, row.data());
    for (size_t c = 0; c < request.cols; ++c) {
      const double want = OracleWeight(request, r, c);
      ASSERT_NEAR(row[c], want, 3e-7 * std::max(1.0, std::fabs(want)))
          << request.path << " row " << r << " column " << c;
    }
  }
}

class GoldenCheckpoint : public ::testing::TestWithParam<const char*> {};

TEST_P(GoldenCheckpoint, DecodesEveryModule) {
  const auto folder = OpenFolder(GoldenPath(GetParam()));
  ASSERT_TRUE(folder.has_value());
  const auto tensors = TensorSet::Open(**folder);
  ASSERT_TRUE(tensors.has_value()) << Describe(tensors.error());
  const nlohmann::json config = ReadGoldenJson(std::string(GetParam()) + "/config.json");
  size_t modules = 0;
  for (const TensorView& tensor : tensors->tensors()) {
    if (!tensor.name.ends_with(".weight") || tensor.shape.size() < 2) continue;
    if (tensor.name.find("conv1d") != std::string::npos) continue;
    ModuleRequest request{.tensors = *tensors,
                          .path = tensor.name.substr(0, tensor.name.size() - 7),
                          .num_experts = tensor.shape.size() == 3 ? tensor.shape[0] : 0,
                          .rows = tensor.shape[tensor.shape.size() - 2],
                          .cols = 0,
                          .hints = {}};
    request.hints.rotation = config["quantization"].value("rotation", "");
    request.cols = ColsOf(request, config);
    if (request.Find("qjl_packed")) continue;  // format_test.cc has these
    ExpectDecodes(request);
    ++modules;
  }
  EXPECT_GE(modules, 4u);
}

INSTANTIATE_TEST_SUITE_P(Goldens, GoldenCheckpoint,
                         ::testing::Values("mlx/dense-affine-b5-g32", "mlx/nano-oq-mixed",
                                           "mlx/pico-affine-b2-g64", "mlx/pico-affine-b3-g64",
                                           "mlx/pico-affine-b4-g128", "mlx/pico-affine-b6-g64",
                                           "mlx/pico-affine-b8-g64", "tq/pico-tq2-g32",
                                           "tq/pico-tq2-g64-qjl", "tq/pico-tq3-g64",
                                           "tq/pico-tq3-g64-norot", "tq/pico-tq3-tern-g32",
                                           "tq/pico-tq4-g128", "tq/super-tq3a-tq2e-g32"),
                         [](const auto& name) {
                           std::string text = name.param;
                           for (char& c : text)
                             c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
                           return text;
                         });

}  // namespace
}  // namespace ponder
