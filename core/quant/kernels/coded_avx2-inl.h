// Unpacking and integer products with AVX2, for coded_dot-inl.h.
//
// Values are kept signed (value - 128): |value| times the input with the value's sign cannot
// overflow the 16-bit sums of two products.

#include <immintrin.h>

PONDER_BEFORE_NAMESPACE();
namespace ponder {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using DF = hn::FixedTag<float, 8>;
using DI = hn::FixedTag<int32_t, 8>;
using VF = hn::Vec<DF>;
using VI = hn::Vec<DI>;

constexpr size_t kBlock = PreparedInput::kBlock;
constexpr size_t kLanes = 8;
constexpr size_t kChunk = 32;
constexpr size_t kTiles = 1;
constexpr size_t kTokens = 4;

struct Values {
  __m256i sign;  // value - 128
  __m256i magnitude;
};
struct Inputs {
  __m256i bytes;
};

inline Values FromBytes(__m256i values) {
  const __m256i sign = _mm256_xor_si256(values, _mm256_set1_epi8(-128));
  return {sign, _mm256_abs_epi8(sign)};
}

inline Inputs LoadInputs(const int8_t* at) {
  return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at))};
}
inline Inputs RepeatQuad(const int8_t* at) {
  return {_mm256_set1_epi32(LoadUnaligned<int32_t>(at))};
}
inline VI ToLanes(Values values) { return VI{values.sign}; }
inline void StoreLanes(VI values, uint8_t* at) {
  _mm256_store_si256(reinterpret_cast<__m256i*>(at), values.raw);
}
inline Values LoadLanes(const uint8_t* at) {
  const __m256i sign = _mm256_load_si256(reinterpret_cast<const __m256i*>(at));
  return {sign, _mm256_abs_epi8(sign)};
}

inline VI DotQuads(VI sums, Values values, Inputs inputs) {
  const __m256i signed_inputs = _mm256_sign_epi8(inputs.bytes, values.sign);
  const __m256i pairs = _mm256_maddubs_epi16(values.magnitude, signed_inputs);
  const __m256i quads = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
  return VI{_mm256_add_epi32(sums.raw, quads)};
}

// The centre is -128 * sum of the inputs, which the signed values contain already.
template <bool kCentred>
inline VI StartDots(int32_t centre) {
  return kCentred ? hn::Zero(DI()) : hn::Set(DI(), -centre);
}

inline VF LoadFloats(DType dtype, const std::byte* at, size_t count) {
  HWY_ALIGN std::byte padded[kLanes * sizeof(float)] = {};
  if (count < kLanes) {
    std::memcpy(padded, at, count * SizeOf(dtype));
    at = padded;
  }
  if (dtype == DType::kF32) return VF{_mm256_loadu_ps(reinterpret_cast<const float*>(at))};
  const __m128i half = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  if (dtype == DType::kF16) return VF{_mm256_cvtph_ps(half)};
  return VF{_mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(half), 16))};
}

HWY_INLINE void Transpose(VI (&rows)[kLanes]) {
  __m256i pairs[kLanes];
  for (size_t i = 0; i < kLanes; i += 2) {
    pairs[i] = _mm256_unpacklo_epi32(rows[i].raw, rows[i + 1].raw);
    pairs[i + 1] = _mm256_unpackhi_epi32(rows[i].raw, rows[i + 1].raw);
  }
  __m256i fours[kLanes];  // fours[i + c], half h: column 4 h + c of rows i .. i + 3
  for (size_t i = 0; i < kLanes; i += 4) {
    fours[i] = _mm256_unpacklo_epi64(pairs[i], pairs[i + 2]);
    fours[i + 1] = _mm256_unpackhi_epi64(pairs[i], pairs[i + 2]);
    fours[i + 2] = _mm256_unpacklo_epi64(pairs[i + 1], pairs[i + 3]);
    fours[i + 3] = _mm256_unpackhi_epi64(pairs[i + 1], pairs[i + 3]);
  }
  for (size_t c = 0; c < 4; ++c) {
    rows[c].raw = _mm256_permute2x128_si256(fours[c], fours[4 + c], 0x20);
    rows[4 + c].raw = _mm256_permute2x128_si256(fours[c], fours[4 + c], 0x31);
  }
}

// out[group, lane]: the scale or bias of that lane's row, times `step`.
inline void SpreadFactors(const CodedRows& matrix, const std::byte* factors,
                          const TileRows<kLanes>& rows, float step, float* out) {
  const DF df;
  const size_t groups = matrix.cols / matrix.group;
  const size_t row_bytes = groups * SizeOf(matrix.scale_dtype);
  // Too short a stream for the hardware to notice; wanted two tiles from now.
  Prefetch(factors + (rows.index[0] + 2 * kLanes) * row_bytes, kLanes * row_bytes);
  for (size_t begin = 0; begin < groups; begin += kLanes) {
    const size_t count = std::min(kLanes, groups - begin);
    VI values[kLanes];
    for (size_t r = 0; r < kLanes; ++r) {
      const std::byte* at =
          factors + rows.index[r] * row_bytes + begin * SizeOf(matrix.scale_dtype);
      const VF row = LoadFloats(matrix.scale_dtype, at, count);
      values[r] = hn::BitCast(DI(), hn::Mul(row, hn::Set(df, step)));
    }
    Transpose(values);
    for (size_t g = 0; g < count; ++g) {
      hn::Store(hn::BitCast(df, values[g]), df, out + (begin + g) * kLanes);
    }
  }
}

// Half h of the result: half the sum of each of four vectors.
inline __m256i SumHalves(const VI (&rows)[4]) {
  return _mm256_hadd_epi32(_mm256_hadd_epi32(rows[0].raw, rows[1].raw),
                           _mm256_hadd_epi32(rows[2].raw, rows[3].raw));
}

// Four rows at a time over all columns: fours[chunk, i], half h: half the dots of rows 4 i .. 4 i
// + 3.
template <class Codes>
inline void DotFours(const Codes& codes, const std::byte* const* rows, size_t cols,
                     const TokenBlocks& x, Ahead ahead, uint8_t* unpacked, int32_t* fours) {
  for (size_t i = 0; i < kLanes / 4; ++i) {
    const std::byte* four[4];
    std::copy_n(rows + 4 * i, 4, four);
    codes.Begin(four, 4, unpacked);
    for (size_t chunk = 0; chunk < cols / kChunk; ++chunk) {
      ahead.Fetch();
      const Inputs input = LoadInputs(x.codes + chunk * kChunk);
      VI dot[4];
      for (size_t r = 0; r < 4; ++r) {
        dot[r] = DotQuads(hn::Zero(DI()), codes.template Load<false>(four[r], chunk), input);
      }
      hn::Store(VI{SumHalves(dot)}, DI(), fours + (chunk * 2 + i) * kLanes);
    }
  }
}

// The block of a chunk from what DotFours left.
inline void JoinFours(const int32_t* fours, size_t chunk, VI* dots) {
  const __m256i low = hn::Load(DI(), fours + chunk * 2 * kLanes).raw;
  const __m256i high = hn::Load(DI(), fours + (chunk * 2 + 1) * kLanes).raw;
  dots[0].raw = _mm256_add_epi32(_mm256_permute2x128_si256(low, high, 0x20),
                                 _mm256_permute2x128_si256(low, high, 0x31));
}

// The 16 values of a table, for codes of at most four bits.
inline __m256i LoadTable(const CodedRows& matrix) {
  return _mm256_broadcastsi128_si256(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(matrix.table)));
}

struct DirectCodes {
  static constexpr bool kHasPlanes = false;
  static constexpr size_t kAheadRows = 4;
  static size_t NumFetches(size_t cols) { return DivCeil(cols, kChunk) * kLanes / 4; }
  void Begin(const std::byte**, size_t, uint8_t*) const {}
};

class TwoBitCodes : public DirectCodes {
 public:
  explicit TwoBitCodes(const CodedRows& matrix) : table_(LoadTable(matrix)) {}

  template <bool kHalf>
  Values Load(const std::byte* row, size_t chunk) const {
    const __m128i packed = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(row + chunk * 8));
    const __m256i bytes = _mm256_cvtepu8_epi32(packed);
    const __m256i twice = _mm256_or_si256(bytes, _mm256_slli_epi32(bytes, 12));
    const __m256i spread = _mm256_or_si256(twice, _mm256_slli_epi32(twice, 6));
    const __m256i codes = _mm256_and_si256(spread, _mm256_set1_epi8(3));
    return FromBytes(_mm256_shuffle_epi8(table_, codes));
  }

 private:
  __m256i table_;
};

class FourBitCodes : public DirectCodes {
 public:
  explicit FourBitCodes(const CodedRows& matrix) : table_(LoadTable(matrix)) {}

  template <bool kHalf>
  Values Load(const std::byte* row, size_t chunk) const {
    const __m128i packed = _mm_loadu_si128(reinterpret_cast<const __m128i*>(row + chunk * 16));
    const __m256i bytes = _mm256_cvtepu8_epi16(packed);
    const __m256i spread = _mm256_or_si256(bytes, _mm256_slli_epi16(bytes, 4));
    const __m256i codes = _mm256_and_si256(spread, _mm256_set1_epi8(15));
    return FromBytes(_mm256_shuffle_epi8(table_, codes));
  }

 private:
  __m256i table_;
};

class ByteStreamCodes : public DirectCodes {
 public:
  explicit ByteStreamCodes(const CodedRows&) {}

  template <bool kHalf>
  Values Load(const std::byte* row, size_t chunk) const {
    return FromBytes(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(row + chunk * kChunk)));
  }
};

// Eight 3, 5 or 6 bit codes at a time, each deposited in its byte.
inline void DepositStream(size_t bits, const std::byte* row, size_t cols, uint8_t* codes) {
  const uint64_t places = ((uint64_t{1} << bits) - 1) * 0x0101010101010101;
  const std::byte* end = row + cols / 8 * bits;
  for (size_t i = 0; i < cols; i += 8, row += bits) {
    uint64_t packed = 0;
    if (row + sizeof packed <= end) {
      packed = LoadUnaligned<uint64_t>(row);
    } else {
      std::memcpy(&packed, row, static_cast<size_t>(end - row));
    }
    packed = _pdep_u64(packed, places);
    std::memcpy(codes + i, &packed, sizeof packed);
  }
}

// Ten 3-bit codes to a word: eight are deposited, two follow. May write two codes more than `cols`.
inline void DepositThreeBitWords(const std::byte* row, size_t cols, uint8_t* codes) {
  for (size_t i = 0; i < cols; i += 10, row += sizeof(uint32_t)) {
    const uint32_t word = LoadUnaligned<uint32_t>(row);
    const uint64_t eight = _pdep_u64(word, 0x0707070707070707);
    const uint64_t two = _pdep_u64(word >> 24, 0x0707);
    std::memcpy(codes + i, &eight, 8);
    std::memcpy(codes + i + 8, &two, 2);
  }
}

// Everything else: rows are unpacked to codes before they are multiplied.
template <bool kCentred>
class UnpackedCodes {
 public:
  static constexpr bool kHasPlanes = false;
  static constexpr size_t kAheadRows = 4;
  static size_t NumFetches(size_t cols) { return DivCeil(cols, kChunk) * kLanes / 4; }

  explicit UnpackedCodes(const CodedRows& matrix)
      : table_(LoadTable(matrix)),
        packing_(matrix.packing),
        cols_(matrix.cols),
        row_codes_(PreparedInput::NumBlocks(matrix.cols) * kBlock + kBlock) {}

  // out: [count, row_codes_]; the pointers move there.
  void Begin(const std::byte** rows, size_t count, uint8_t* out) const {
    for (size_t r = 0; r < count; ++r) {
      Unpack(rows[r], out + r * row_codes_);
      rows[r] = reinterpret_cast<const std::byte*>(out + r * row_codes_);
    }
  }

  template <bool kHalf>
  Values Load(const std::byte* row, size_t chunk) const {
    const __m256i codes = _mm256_load_si256(reinterpret_cast<const __m256i*>(row + chunk * kChunk));
    return FromBytes(kCentred ? _mm256_shuffle_epi8(table_, codes) : codes);
  }

 private:
  void Unpack(const std::byte* row, uint8_t* out) const {
    if (packing_.layout == Packing::Layout::kStream) {
      DepositStream(static_cast<size_t>(packing_.bits), row, cols_, out);
    } else if (packing_.layout == Packing::Layout::kWords) {
      DepositThreeBitWords(row, cols_, out);
    } else {
      UnpackRow(packing_, row, cols_, out);
    }
  }

  __m256i table_;
  Packing packing_;
  size_t cols_;
  size_t row_codes_;
};

// Calls function<Codes, kCentred>() for the matrix's packing.
template <class Function>
void ForCodes(const CodedRows& matrix, Function function) {
  const bool ternary = matrix.packing.layout == Packing::Layout::kTernary;
  if (matrix.centred) {
    switch (ternary ? 0 : matrix.packing.bits) {
      case 2:
        return function.template operator()<TwoBitCodes, true>();
      case 4:
        return function.template operator()<FourBitCodes, true>();
      default:
        return function.template operator()<UnpackedCodes<true>, true>();
    }
  }
  switch (matrix.packing.bits) {
    case 2:
      return function.template operator()<TwoBitCodes, false>();
    case 4:
      return function.template operator()<FourBitCodes, false>();
    case 8:
      return function.template operator()<ByteStreamCodes, false>();
    default:
      return function.template operator()<UnpackedCodes<false>, false>();
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ponder
HWY_AFTER_NAMESPACE();
