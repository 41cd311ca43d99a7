// Unpacking and integer products with AVX-512 VBMI and VNNI, for coded_dot-inl.h.

#include <immintrin.h>

PONDER_BEFORE_NAMESPACE();
namespace ponder {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using DF = hn::FixedTag<float, 16>;
using DI = hn::FixedTag<int32_t, 16>;
using VF = hn::Vec<DF>;
using VI = hn::Vec<DI>;

constexpr size_t kBlock = PreparedInput::kBlock;
constexpr size_t kLanes = 16;
constexpr size_t kChunk = 64;
// 2 tiles x 6 tokens: 12 integer and 12 float accumulators, and each input serves two products.
constexpr size_t kTiles = 2;
constexpr size_t kTokens = 6;

struct Values {
  __m512i bytes;
};
struct Inputs {
  __m512i bytes;
};

inline Inputs LoadInputs(const int8_t* at) { return {_mm512_loadu_si512(at)}; }
inline Inputs RepeatQuad(const int8_t* at) {
  return {_mm512_set1_epi32(LoadUnaligned<int32_t>(at))};
}
inline VI ToLanes(Values values) { return VI{values.bytes}; }
inline void StoreLanes(VI values, uint8_t* at) { _mm512_store_si512(at, values.raw); }
inline Values LoadLanes(const uint8_t* at) { return {_mm512_load_si512(at)}; }

inline VI DotQuads(VI sums, Values values, Inputs inputs) {
  return VI{_mm512_dpbusd_epi32(sums.raw, values.bytes, inputs.bytes)};
}

template <bool kCentred>
inline VI StartDots(int32_t centre) {
  return kCentred ? hn::Set(DI(), centre) : hn::Zero(DI());
}

HWY_INLINE void Transpose(VI (&rows)[kLanes]) {
  __m512i pairs[kLanes];
  for (size_t i = 0; i < kLanes; i += 2) {
    pairs[i] = _mm512_unpacklo_epi32(rows[i].raw, rows[i + 1].raw);
    pairs[i + 1] = _mm512_unpackhi_epi32(rows[i].raw, rows[i + 1].raw);
  }
  __m512i fours[kLanes];  // fours[i + c], quarter q: column 4 q + c of rows i .. i + 3
  for (size_t i = 0; i < kLanes; i += 4) {
    fours[i] = _mm512_unpacklo_epi64(pairs[i], pairs[i + 2]);
    fours[i + 1] = _mm512_unpackhi_epi64(pairs[i], pairs[i + 2]);
    fours[i + 2] = _mm512_unpacklo_epi64(pairs[i + 1], pairs[i + 3]);
    fours[i + 3] = _mm512_unpackhi_epi64(pairs[i + 1], pairs[i + 3]);
  }
  for (size_t c = 0; c < 4; ++c) {
    const __m512i low_even = _mm512_shuffle_i32x4(fours[c], fours[4 + c], 0x88);
    const __m512i low_odd = _mm512_shuffle_i32x4(fours[c], fours[4 + c], 0xDD);
    const __m512i high_even = _mm512_shuffle_i32x4(fours[8 + c], fours[12 + c], 0x88);
    const __m512i high_odd = _mm512_shuffle_i32x4(fours[8 + c], fours[12 + c], 0xDD);
    rows[c].raw = _mm512_shuffle_i32x4(low_even, high_even, 0x88);
    rows[8 + c].raw = _mm512_shuffle_i32x4(low_even, high_even, 0xDD);
    rows[4 + c].raw = _mm512_shuffle_i32x4(low_odd, high_odd, 0x88);
    rows[12 + c].raw = _mm512_shuffle_i32x4(low_odd, high_odd, 0xDD);
  }
}

// 32 bytes (or, masked, fewer) of each of 16 rows: columns[c] is the c-th 32-bit word of all rows.
inline void LoadColumns(const std::byte* const* rows, __mmask32 mask, __m512i (&columns)[8]) {
  const auto two_rows = [&](size_t low, size_t high) HWY_ATTR {
    return _mm512_inserti64x4(_mm512_castsi256_si512(_mm256_maskz_loadu_epi8(mask, rows[low])),
                              _mm256_maskz_loadu_epi8(mask, rows[high]), 1);
  };
  for (size_t half = 0; half < 2; ++half) {
    const size_t r = 8 * half;
    const __m512i row0 = two_rows(r, r + 4);
    const __m512i row1 = two_rows(r + 1, r + 5);
    const __m512i row2 = two_rows(r + 2, r + 6);
    const __m512i row3 = two_rows(r + 3, r + 7);
    const __m512i low01 = _mm512_unpacklo_epi32(row0, row1);
    const __m512i high01 = _mm512_unpackhi_epi32(row0, row1);
    const __m512i low23 = _mm512_unpacklo_epi32(row2, row3);
    const __m512i high23 = _mm512_unpackhi_epi32(row2, row3);
    // Quarters: words c and 4 + c of rows 0 .. 3, then of rows 4 .. 7, of this half.
    columns[4 * half] = _mm512_unpacklo_epi64(low01, low23);
    columns[4 * half + 1] = _mm512_unpackhi_epi64(low01, low23);
    columns[4 * half + 2] = _mm512_unpacklo_epi64(high01, high23);
    columns[4 * half + 3] = _mm512_unpackhi_epi64(high01, high23);
  }
  for (size_t c = 0; c < 4; ++c) {
    const __m512i first = columns[c];
    const __m512i second = columns[4 + c];
    columns[c] = _mm512_shuffle_i32x4(first, second, 0x88);
    columns[4 + c] = _mm512_shuffle_i32x4(first, second, 0xDD);
  }
}

// The floats in the lower (kHalf 0) or upper (kHalf 1) halves of 32-bit words, or in whole words.
template <DType kDType, size_t kHalf>
inline __m512 WidenHalf(__m512i words) {
  if constexpr (kDType == DType::kF32) return _mm512_castsi512_ps(words);
  if constexpr (kDType == DType::kBF16) {
    return _mm512_castsi512_ps(kHalf == 0 ? _mm512_slli_epi32(words, 16)
                                          : _mm512_and_si512(words, _mm512_set1_epi32(-65536)));
  }
  return _mm512_cvtph_ps(_mm512_cvtepi32_epi16(kHalf == 0 ? words : _mm512_srli_epi32(words, 16)));
}

template <DType kDType>
inline void SpreadFactorsOf(const CodedRows& matrix, const std::byte* factors,
                            const TileRows<kLanes>& rows, float step, float* out) {
  constexpr size_t kPerWord = kDType == DType::kF32 ? 1 : 2;
  constexpr size_t kBytes = 32;
  const size_t groups = matrix.cols / matrix.group;
  const size_t row_bytes = groups * (kDType == DType::kF32 ? sizeof(float) : sizeof(uint16_t));
  // Too short a stream for the hardware to notice; wanted two tiles from now.
  Prefetch(factors + (rows.index[0] + 2 * kLanes) * row_bytes, kLanes * row_bytes);
  const std::byte* at[kLanes];
  for (size_t r = 0; r < kLanes; ++r) at[r] = factors + rows.index[r] * row_bytes;
  const float* end = out + groups * kLanes;
  for (size_t begin = 0; begin < row_bytes; begin += kBytes) {
    const auto count = static_cast<unsigned>(std::min(kBytes, row_bytes - begin));
    __m512i columns[8];
    LoadColumns(at, _bzhi_u32(~0u, count), columns);
    for (const __m512i& words : columns) {
      const __m512 factor = _mm512_set1_ps(step);
      if (out < end) _mm512_store_ps(out, _mm512_mul_ps(WidenHalf<kDType, 0>(words), factor));
      out += kLanes;
      if constexpr (kPerWord == 1) continue;
      if (out < end) _mm512_store_ps(out, _mm512_mul_ps(WidenHalf<kDType, 1>(words), factor));
      out += kLanes;
    }
    for (const std::byte*& row : at) row += kBytes;
  }
}

// out[group, lane]: the scale or bias of that lane's row, times `step`.
inline void SpreadFactors(const CodedRows& matrix, const std::byte* factors,
                          const TileRows<kLanes>& rows, float step, float* out) {
  switch (matrix.scale_dtype) {
    case DType::kF16:
      return SpreadFactorsOf<DType::kF16>(matrix, factors, rows, step, out);
    case DType::kBF16:
      return SpreadFactorsOf<DType::kBF16>(matrix, factors, rows, step, out);
    default:
      return SpreadFactorsOf<DType::kF32>(matrix, factors, rows, step, out);
  }
}

// The first kBytes bytes at `at`, and no byte beyond them.
template <size_t kBytes>
inline __m512i LoadBytes(const std::byte* at) {
  if constexpr (kBytes == 16) {
    return _mm512_castsi128_si512(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
  } else if constexpr (kBytes == 32) {
    return _mm512_castsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)));
  } else if constexpr (kBytes == 64) {
    return _mm512_loadu_si512(at);
  } else {
    return _mm512_maskz_loadu_epi8((uint64_t{1} << kBytes) - 1, at);
  }
}

// The first min(size, kBytes) bytes at `at`, kBytes <= 64; all of them unless kTail.
template <size_t kBytes, bool kTail>
inline __m512i LoadUpTo(const std::byte* at, size_t size) {
  if constexpr (!kTail) return LoadBytes<std::min<size_t>(kBytes, 64)>(at);
  const size_t count = std::min<size_t>({size, kBytes, 64});
  return _mm512_maskz_loadu_epi8(_bzhi_u64(~uint64_t{0}, static_cast<unsigned>(count)), at);
}

struct alignas(64) ByteTable {
  uint8_t at[kChunk];
};

// kCount tables: entry(table, i)
template <size_t kCount, class Entry>
constexpr std::array<ByteTable, kCount> MakeTables(Entry entry) {
  std::array<ByteTable, kCount> tables{};
  for (size_t table = 0; table < kCount; ++table) {
    for (size_t i = 0; i < kChunk; ++i) tables[table].at[i] = static_cast<uint8_t>(entry(table, i));
  }
  return tables;
}

inline __m512i LoadTable(const ByteTable& table) { return _mm512_load_si512(table.at); }

}  // namespace HWY_NAMESPACE
}  // namespace ponder
HWY_AFTER_NAMESPACE();
