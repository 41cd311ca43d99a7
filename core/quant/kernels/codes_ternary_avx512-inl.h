// Unpacking of TurboQuant's ternary words (20 base-3 digits each) with AVX-512 VBMI.

#include <immintrin.h>

PONDER_BEFORE_NAMESPACE();
namespace ponder {
namespace HWY_NAMESPACE {

// 16 words are 64 base-243 bytes, hence five whole chunks of codes. A 64-bit lane of eight codes
// gets the digits of up to three bytes, two bits each: the low four digits of a byte come from one
// table, the fifth from another.
struct TernaryWords {
  static constexpr size_t kWords = 16;
  static constexpr size_t kChunks = 5;
  static constexpr size_t kPerByte = 5;

  static constexpr size_t LowFour(size_t part, size_t i) {
    const size_t n = part * kChunk + i;
    return n % 3 | n / 3 % 3 << 2 | n / 9 % 3 << 4 | n / 27 % 3 << 6;
  }
  static constexpr size_t Fifth(size_t part, size_t i) { return (part * kChunk + i) / 81 % 3; }

  static constexpr size_t FirstByte(size_t phase, size_t lane) {
    return (phase * kChunk + lane * 8) / kPerByte;
  }
  static constexpr size_t LaneByte(size_t phase, size_t i) {
    return (FirstByte(phase, i / 8) + i % 8 / 2) % kChunk + i % 2 * kChunk;
  }
  static constexpr size_t LaneBit(size_t phase, size_t i) {
    const size_t code = phase * kChunk + i;
    return (code / kPerByte - FirstByte(phase, i / 8)) * 16 + code % kPerByte * 2;
  }
};

// Rows are unpacked to values before they are multiplied.
class TernaryCodes {
 public:
  static constexpr bool kHasPlanes = false;
  static constexpr size_t kAheadRows = 4;
  static size_t NumFetches(size_t cols) { return DivCeil(cols, kChunk) * kLanes / 4; }

  explicit TernaryCodes(const CodedRows& matrix)
      : table_(_mm512_loadu_si512(matrix.table)),
        words_(matrix.row_bytes / sizeof(uint32_t)),
        row_values_(PreparedInput::NumBlocks(matrix.cols) * PreparedInput::kBlock) {}

  // out: [count, row_values_]; the pointers move there.
  void Begin(const std::byte** rows, size_t count, uint8_t* out) const {
    for (size_t r = 0; r < count; ++r) {
      UnpackRow(rows[r], out + r * row_values_);
      rows[r] = reinterpret_cast<const std::byte*>(out + r * row_values_);
    }
  }

  template <bool kHalf>
  Values Load(const std::byte* row, size_t chunk) const {
    return {_mm512_load_si512(row + chunk * kChunk)};
  }

 private:
  static constexpr size_t kWords = TernaryWords::kWords;
  static constexpr size_t kChunks = TernaryWords::kChunks;

  void UnpackRow(const std::byte* row, uint8_t* out) const {
    const size_t chunks = row_values_ / kChunk;
    size_t chunk = 0;
    for (; chunk + kChunks <= chunks; chunk += kChunks, out += kChunks * kChunk) {
      const Digits digits = ReadDigits(row, chunk / kChunks * kWords);
      HWY_UNROLL(5)
      for (size_t phase = 0; phase < kChunks; ++phase) StoreChunk(digits, phase, out);
    }
    const Digits digits = ReadDigits(row, chunk / kChunks * kWords);
    for (size_t phase = 0; chunk + phase < chunks; ++phase) StoreChunk(digits, phase, out);
  }

  // The digits of 16 words, two bits each: the low four of each base-243 byte, and the fifth.
  struct Digits {
    __m512i low_four;
    __m512i fifth;
  };

  Digits ReadDigits(const std::byte* row, size_t word) const {
    const size_t begin = std::min(word, words_) * sizeof(uint32_t);
    const __m512i words = LoadUpTo<64, true>(row + begin, words_ * sizeof(uint32_t) - begin);
    const __m512i bytes = ByteDigits(words);
    return {Lookup(kLowFour, bytes), Lookup(kFifth, bytes)};
  }

  void StoreChunk(const Digits& digits, size_t phase, uint8_t* out) const {
    const __m512i lanes =
        _mm512_permutex2var_epi8(digits.low_four, LoadTable(kLaneBytes[phase]), digits.fifth);
    const __m512i codes = _mm512_multishift_epi64_epi8(LoadTable(kLaneBits[phase]), lanes);
    _mm512_store_si512(out + phase * kChunk, _mm512_permutexvar_epi8(codes, table_));
  }

  // Words to base-243 digits, one to a byte, least significant first.
  static __m512i ByteDigits(__m512i words) {
    // n / 59049 = ((n + 1) * m) >> 47 for n < 3^20, and n / 243 = ((n + 1) * m) >> 23 for n <
    // 59049.
    const __m512i m = _mm512_set1_epi64(2383401723);
    const __m512i next = _mm512_add_epi32(words, _mm512_set1_epi32(1));
    const __m512i even = _mm512_srli_epi64(_mm512_mul_epu32(next, m), 47);
    const __m512i odd =
        _mm512_srli_epi64(_mm512_mul_epu32(_mm512_srli_epi64(next, 32), m), 47 - 32);
    const __m512i high = _mm512_mask_blend_epi32(0xAAAA, even, odd);
    const __m512i low = _mm512_sub_epi32(words, _mm512_mullo_epi32(high, _mm512_set1_epi32(59049)));
    const __m512i halves = _mm512_or_si512(_mm512_and_si512(low, _mm512_set1_epi32(0xFFFF)),
                                           _mm512_slli_epi32(high, 16));
    const __m512i next_half = _mm512_add_epi16(halves, _mm512_set1_epi16(1));
    const __m512i upper = _mm512_srli_epi16(
        _mm512_mulhi_epu16(next_half, _mm512_set1_epi16(static_cast<int16_t>(34521))), 7);
    const __m512i lower =
        _mm512_sub_epi16(halves, _mm512_mullo_epi16(upper, _mm512_set1_epi16(243)));
    return _mm512_or_si512(lower, _mm512_slli_epi16(upper, 8));
  }

  // table[byte], 256 entries
  static __m512i Lookup(const std::array<ByteTable, 4>& table, __m512i bytes) {
    const __m512i low = _mm512_permutex2var_epi8(LoadTable(table[0]), bytes, LoadTable(table[1]));
    const __m512i high = _mm512_permutex2var_epi8(LoadTable(table[2]), bytes, LoadTable(table[3]));
    return _mm512_mask_blend_epi8(_mm512_movepi8_mask(bytes), low, high);
  }

  static constexpr auto kLowFour = MakeTables<4>(TernaryWords::LowFour);
  static constexpr auto kFifth = MakeTables<4>(TernaryWords::Fifth);
  static constexpr auto kLaneBytes = MakeTables<kChunks>(TernaryWords::LaneByte);
  static constexpr auto kLaneBits = MakeTables<kChunks>(TernaryWords::LaneBit);

  __m512i table_;
  size_t words_;
  size_t row_values_;
};

// Calls function<Codes, kCentred>() for the matrix's packing.
template <class Function>
void ForCodes(const CodedRows& matrix, Function function) {
  if (matrix.packing.layout == Packing::Layout::kTernary) {
    return function.template operator()<TernaryCodes, true>();
  }
  if (matrix.centred) {
    switch (matrix.packing.bits) {
      case 2:
        return function.template operator()<StreamCodes<2>, true>();
      case 3:
        return function.template operator()<ThreeBitWordCodes, true>();
      default:
        return function.template operator()<StreamCodes<4>, true>();
    }
  }
  switch (matrix.packing.bits) {
    case 2:
      return function.template operator()<StreamCodes<2>, false>();
    case 3:
      return function.template operator()<StreamCodes<3>, false>();
    case 4:
      return function.template operator()<StreamCodes<4>, false>();
    case 5:
      return function.template operator()<StreamCodes<5>, false>();
    case 6:
      return function.template operator()<StreamCodes<6>, false>();
    default:
      return function.template operator()<ByteStreamCodes, false>();
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ponder
HWY_AFTER_NAMESPACE();
