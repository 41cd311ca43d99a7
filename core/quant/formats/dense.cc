// Plain floating-point matrices: `path.weight` of dtype F32, F16 or BF16.
#include "core/quant/formats/formats.h"
#include "core/quant/kernels/float_dot.h"
#include "core/quant/module_tensors.h"
#include "core/quant/stored_floats.h"

namespace ponder {
namespace {

class DenseWeight : public Weight {
 public:
  DenseWeight(size_t rows, size_t cols, DType dtype, const std::byte* data)
      : Weight(rows, cols), dtype_(dtype), data_(data) {}

  size_t stored_bytes() const override { return rows() * row_bytes(); }

  void DecodeRow(size_t row, float* out) const override {
    WidenFloats(dtype_, data_ + row * row_bytes(), cols(), out);
  }

  void Dot(RowRange rows, const PreparedInput& input, TokenList tokens, float* y, size_t y_stride,
           std::byte*) const override {
    const FloatRows block{dtype_, data_ + rows.begin * row_bytes(), rows.end - rows.begin, cols()};
    DotFloatRows(block, input, tokens, y + rows.begin, y_stride);
  }

 private:
  size_t row_bytes() const { return cols() * SizeOf(dtype_); }

  const DType dtype_;
  const std::byte* const data_;
};

template <DType kDType>
bool Recognises(const ModuleRequest& request) {
  const TensorView* weight = request.Find("weight");
  return weight && weight->dtype == kDType && !request.Find("scales");
}

template <DType kDType>
Result<std::vector<std::unique_ptr<Weight>>> Open(const ModuleRequest& request) {
  const TensorView& weight = *TRY(RequireTensor(request, "weight", {kDType}));
  TRY(RequireShape(weight, StackedShape(request, {request.rows, request.cols})));
  std::vector<std::unique_ptr<Weight>> weights;
  for (size_t expert = 0; expert < NumWeights(request); ++expert) {
    weights.push_back(std::make_unique<DenseWeight>(request.rows, request.cols, kDType,
                                                    ExpertPart(request, weight, expert).data()));
  }
  return weights;
}

template <DType kDType>
std::string Label(const Weight&) {
  return std::string(Name(kDType));
}

template <DType kDType>
constexpr Format DenseFormat(std::string_view name, std::string_view description) {
  return {name, description, Recognises<kDType>, Open<kDType>, Label<kDType>};
}

}  // namespace

constexpr Format kF32Format = DenseFormat<DType::kF32>("F32", "32-bit floating point");
constexpr Format kF16Format = DenseFormat<DType::kF16>("F16", "16-bit floating point (IEEE half)");
constexpr Format kBf16Format =
    DenseFormat<DType::kBF16>("BF16", "16-bit floating point (bfloat16)");

}  // namespace ponder
