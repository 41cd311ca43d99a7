#include "core/quant/kernels/coded_dot.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/quant/kernels/coded_dot.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/base/bytes.h"
#include "core/quant/kernels/prefetch.h"
#include "core/quant/kernels/token_blocks.h"
#include "core/quant/stored_floats.h"

// Highway 1.0.3 leaves avx512vnni out of this target's attributes, though it requires it of the
// CPU.
#undef PONDER_BEFORE_NAMESPACE
#if HWY_TARGET == HWY_AVX3_DL
#define PONDER_BEFORE_NAMESPACE()                   \
  HWY_PUSH_ATTRIBUTES(HWY_TARGET_STR ",avx512vnni") \
  static_assert(true, "For requiring trailing semicolon")
#else
#define PONDER_BEFORE_NAMESPACE() HWY_BEFORE_NAMESPACE()
#endif

// The files per target have no include guards of their own: each is included once per target.
#if HWY_TARGET == HWY_AVX3_DL
#include "core/quant/kernels/coded_avx512-inl.h"

#include "core/quant/kernels/codes_avx512-inl.h"
#include "core/quant/kernels/codes_ternary_avx512-inl.h"

#include "core/quant/kernels/coded_dot-inl.h"
#elif HWY_TARGET == HWY_AVX2
#include "core/quant/kernels/coded_avx2-inl.h"

#include "core/quant/kernels/coded_dot-inl.h"
#else
#include "core/quant/kernels/coded_scalar-inl.h"
#endif

#if HWY_ONCE
namespace ponder {

HWY_EXPORT(DotCodedRows);
HWY_EXPORT(CodedDotScratchBytes);

bool HasCodedDot(const CodedRows& matrix) {
  if (matrix.cols % PreparedInput::kBlock != 0 || matrix.group % PreparedInput::kBlock != 0 ||
      !std::has_single_bit(matrix.group / PreparedInput::kBlock)) {
    return false;
  }
  if (!matrix.centred) return matrix.packing.layout == Packing::Layout::kStream;
  return matrix.packing.layout == Packing::Layout::kTernary ||
         (matrix.packing.layout == Packing::Layout::kWords && matrix.packing.bits >= 2 &&
          matrix.packing.bits <= 4);
}

size_t CodedDotScratchBytes(size_t cols) {
  return HWY_DYNAMIC_DISPATCH(CodedDotScratchBytes)(cols);
}

void DotCodedRows(const CodedRows& matrix, RowRange rows, const PreparedInput& input,
                  TokenList tokens, float* y, size_t y_stride, std::byte* scratch) {
  if (tokens.size == 0) return;
  HWY_DYNAMIC_DISPATCH(DotCodedRows)(matrix, rows, input, tokens, y, y_stride, scratch);
}

}  // namespace ponder
#endif  // HWY_ONCE
