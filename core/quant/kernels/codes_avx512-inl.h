// How packed codes become values with AVX-512 VBMI, and how one token is multiplied with them.
//
// A Codes class unpacks a chunk of one row in order (Load). Those with kPlanes also unpack eight
// blocks at a time in the order of PreparedInput::planes (LoadPlanes): then the products of a block
// lie in two lanes instead of eight, which leaves less to be added up across lanes.

PONDER_BEFORE_NAMESPACE();
namespace ponder {
namespace HWY_NAMESPACE {

constexpr size_t kPlanes = 4;
constexpr size_t kPlaneColumns = PreparedInput::kPlaneBlocks * PreparedInput::kBlock;

struct Planes {
  __m512i values[kPlanes];
};

struct ChunkCodes {
  static constexpr bool kHasPlanes = false;
  static constexpr size_t kAheadRows = 4;
  static size_t NumFetches(size_t cols) { return DivCeil(cols, kChunk) * kLanes / 4; }
  void Begin(const std::byte**, size_t, uint8_t*) const {}
};
struct PlaneCodes {
  static constexpr bool kHasPlanes = true;
  static constexpr size_t kAheadRows = kLanes;
  static size_t NumFetches(size_t cols) { return DivCeil(cols, kPlaneColumns) * kLanes / 4; }
  void Begin(const std::byte**, size_t, uint8_t*) const {}
};

// A bit stream: every 64-bit lane gets the bytes of its eight codes, each code moves to its byte,
// and the table (periodic: higher bits do not matter) makes values of them.
template <size_t kBits>
class StreamCodes : public std::conditional_t<(kBits <= 4), PlaneCodes, ChunkCodes> {
 public:
  explicit StreamCodes(const CodedRows& matrix)
      : table_(_mm512_loadu_si512(matrix.table)), row_bytes_(matrix.row_bytes) {}

  template <bool kHalf>
  Values Load(const std::byte* row, size_t chunk) const {
    constexpr size_t kBytes = kChunk / 8 * kBits;
    const __m512i packed = LoadBytes < kHalf ? kBytes / 2 : kBytes > (row + chunk * kBytes);
    const __m512i lanes = _mm512_permutexvar_epi8(LoadTable(kChunkBytes[0]), packed);
    return {ToValues(_mm512_multishift_epi64_epi8(LoadTable(kLaneBits[0]), lanes))};
  }

  template <bool kTail>
  Planes LoadPlanes(const std::byte* row, size_t step) const {
    constexpr size_t kBytes = kPlaneColumns / 8 * kBits;
    const size_t begin = step * kBytes;
    const size_t size = kTail ? row_bytes_ - begin : kBytes;
    const __m512i first = LoadUpTo<kBytes, kTail>(row + begin, size);
    Planes planes;
    if constexpr (kBits == 2) {  // a block fills a 64-bit lane
      for (size_t p = 0; p < kPlanes; ++p) {
        planes.values[p] = ToValues(_mm512_multishift_epi64_epi8(LoadTable(kBlockBits[p]), first));
      }
    } else {
      const __m512i second =
          LoadUpTo<kBytes - 64, kTail>(row + begin + 64, size > 64 ? size - 64 : 0);
      for (size_t p = 0; p < kPlanes; ++p) {
        const __m512i lanes = _mm512_permutex2var_epi8(first, LoadTable(kPlaneBytes[p]), second);
        planes.values[p] = ToValues(_mm512_multishift_epi64_epi8(LoadTable(kLaneBits[0]), lanes));
      }
    }
    return planes;
  }

 private:
  __m512i ToValues(__m512i codes) const { return _mm512_permutexvar_epi8(codes, table_); }

  static constexpr auto kChunkBytes =
      MakeTables<1>([](size_t, size_t i) { return (i / 8 * kBits + i % 8) % kChunk; });
  static constexpr auto kLaneBits = MakeTables<1>([](size_t, size_t i) { return i % 8 * kBits; });
  static constexpr auto kPlaneBytes = MakeTables<kPlanes>(
      [](size_t p, size_t i) { return (i / 8 * kBlock / 8 * kBits + p * kBits + i % 8) % 128; });
  static constexpr auto kBlockBits =
      MakeTables<kPlanes>([](size_t p, size_t i) { return (8 * p + i % 8) * kBits % 64; });

  __m512i table_;
  size_t row_bytes_;
};

class ByteStreamCodes : public ChunkCodes {
 public:
  explicit ByteStreamCodes(const CodedRows&) {}

  template <bool kHalf>
  Values Load(const std::byte* row, size_t chunk) const {
    return {LoadBytes < kHalf ? kChunk / 2 : kChunk > (row + chunk * kChunk)};
  }
};

// Ten 3-bit codes to a word. Every 64-bit lane gets the word of its first code and the next. A
// chunk (or eight blocks) begins in the middle of a word, in one of five places.
struct ThreeBitWords {
  static constexpr size_t kPerWord = 10;
  static constexpr size_t kPhases = 5;

  // `code` counts from the beginning of the first word, `first` is the lane's first.
  static constexpr size_t Byte(size_t first, size_t i) {
    return first / kPerWord * sizeof(uint32_t) + i % 8;
  }
  static constexpr size_t Bit(size_t first, size_t i) {
    const size_t code = first + i % 8;
    return (code / kPerWord - first / kPerWord) * 32 + code % kPerWord * 3;
  }
  static constexpr size_t FirstOfChunk(size_t phase, size_t i) {
    return phase * kChunk % kPerWord + i / 8 * 8;
  }
  static constexpr size_t FirstOfPlane(size_t table, size_t i) {
    return table / kPlanes * kPlaneColumns % kPerWord + i / 8 * kBlock + table % kPlanes * 8;
  }
};

class ThreeBitWordCodes : public PlaneCodes {
 public:
  explicit ThreeBitWordCodes(const CodedRows& matrix)
      : table_(_mm512_loadu_si512(matrix.table)), row_bytes_(matrix.row_bytes) {}

  template <bool kHalf>
  Values Load(const std::byte* row, size_t chunk) const {
    const size_t phase = chunk % kPhases;
    const size_t begin = chunk * kChunk / ThreeBitWords::kPerWord * sizeof(uint32_t);
    const __m512i packed = LoadUpTo<32, true>(row + begin, row_bytes_ - begin);
    const __m512i lanes = _mm512_permutexvar_epi8(LoadTable(kChunkBytes[phase]), packed);
    return {ToValues(_mm512_multishift_epi64_epi8(LoadTable(kChunkBits[phase]), lanes))};
  }

  template <bool kTail>
  Planes LoadPlanes(const std::byte* row, size_t step) const {
    const size_t phase = step % kPhases;
    const size_t begin = step * kPlaneColumns / ThreeBitWords::kPerWord * sizeof(uint32_t);
    const size_t size = row_bytes_ - begin;
    const __m512i first = LoadUpTo<64, kTail>(row + begin, size);
    const __m512i second = LoadUpTo<64, true>(row + begin + 64, size > 64 ? size - 64 : 0);
    Planes planes;
    for (size_t p = 0; p < kPlanes; ++p) {
      const size_t table = phase * kPlanes + p;
      const __m512i lanes = _mm512_permutex2var_epi8(first, LoadTable(kPlaneBytes[table]), second);
      planes.values[p] =
          ToValues(_mm512_multishift_epi64_epi8(LoadTable(kPlaneBits[table]), lanes));
    }
    return planes;
  }

 private:
  static constexpr size_t kPhases = ThreeBitWords::kPhases;

  __m512i ToValues(__m512i codes) const { return _mm512_permutexvar_epi8(codes, table_); }

  static constexpr auto kChunkBytes = MakeTables<kPhases>([](size_t phase, size_t i) {
    return ThreeBitWords::Byte(ThreeBitWords::FirstOfChunk(phase, i), i);
  });
  static constexpr auto kChunkBits = MakeTables<kPhases>([](size_t phase, size_t i) {
    return ThreeBitWords::Bit(ThreeBitWords::FirstOfChunk(phase, i), i);
  });
  static constexpr auto kPlaneBytes = MakeTables<kPhases * kPlanes>([](size_t table, size_t i) {
    return ThreeBitWords::Byte(ThreeBitWords::FirstOfPlane(table, i), i);
  });
  static constexpr auto kPlaneBits = MakeTables<kPhases * kPlanes>([](size_t table, size_t i) {
    return ThreeBitWords::Bit(ThreeBitWords::FirstOfPlane(table, i), i);
  });

  __m512i table_;
  size_t row_bytes_;
};

// ---- One token ----

// Quarter q of the result: the sums of quarter q of four vectors.
inline __m512i SumQuarters(__m512i a, __m512i b, __m512i c, __m512i d) {
  const __m512i ab = _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
  const __m512i cd = _mm512_add_epi32(_mm512_unpacklo_epi32(c, d), _mm512_unpackhi_epi32(c, d));
  return _mm512_add_epi32(_mm512_unpacklo_epi64(ab, cd), _mm512_unpackhi_epi64(ab, cd));
}

// Adds quarters 0 and 1, and 2 and 3, of two vectors.
inline __m512i SumHalves(__m512i a, __m512i b) {
  return _mm512_add_epi32(_mm512_shuffle_i32x4(a, b, 0x88), _mm512_shuffle_i32x4(a, b, 0xDD));
}

// Four rows at a time over all columns: fours[chunk, i], quarter q: quarter q of the chunk's dots
// of rows 4 i .. 4 i + 3.
template <class Codes>
inline void DotFours(const Codes& codes, const std::byte* const* rows, size_t cols,
                     const TokenBlocks& x, Ahead ahead, uint8_t* unpacked, int32_t* fours) {
  const std::byte* four[4];
  const auto dot_chunk = [&]<bool kHalf>(size_t chunk, size_t i) HWY_ATTR {
    const Inputs input = LoadInputs(x.codes + chunk * kChunk);
    VI dot[4];
    for (size_t r = 0; r < 4; ++r) {
      dot[r] = DotQuads(hn::Zero(DI()), codes.template Load<kHalf>(four[r], chunk), input);
    }
    _mm512_store_si512(fours + (chunk * 4 + i) * kLanes,
                       SumQuarters(dot[0].raw, dot[1].raw, dot[2].raw, dot[3].raw));
  };
  const size_t chunks = cols / kChunk;
  for (size_t i = 0; i < kLanes / 4; ++i) {
    std::copy_n(rows + 4 * i, 4, four);
    codes.Begin(four, 4, unpacked);
    for (size_t chunk = 0; chunk < chunks; ++chunk) {
      ahead.Fetch();
      dot_chunk.template operator()<false>(chunk, i);
    }
    if (cols % kChunk != 0) dot_chunk.template operator()<true>(chunks, i);
  }
}

// The two blocks of a chunk from what DotFours left.
inline void JoinFours(const int32_t* fours, size_t chunk, VI* dots) {
  const auto load = [&](size_t i)
                        HWY_ATTR { return _mm512_load_si512(fours + (chunk * 4 + i) * kLanes); };
  const __m512i low = SumHalves(load(0), load(1));
  const __m512i high = SumHalves(load(2), load(3));
  dots[0].raw = _mm512_shuffle_i32x4(low, high, 0x88);
  dots[1].raw = _mm512_shuffle_i32x4(low, high, 0xDD);
}

// Two vectors of [block] -> two sums each, to one with quarter q = blocks 2 q, 2 q + 1 of either.
inline __m512 SumPairs(VI a, VI b) {
  const __m512 x = _mm512_castsi512_ps(a.raw);
  const __m512 y = _mm512_castsi512_ps(b.raw);
  return _mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(_mm512_shuffle_ps(x, y, 0x88)),
                                              _mm512_castps_si512(_mm512_shuffle_ps(x, y, 0xDD))));
}

// fours[i], quarter q: rows 4 i .. 4 i + 3 of block 2 q (+ 1). dots[0, 2, 4, 6]: all rows of a
// block.
inline void JoinRows(const __m512i (&fours)[4], VI* dots) {
  const __m512i low01 = _mm512_shuffle_i32x4(fours[0], fours[1], 0x44);
  const __m512i low23 = _mm512_shuffle_i32x4(fours[2], fours[3], 0x44);
  const __m512i high01 = _mm512_shuffle_i32x4(fours[0], fours[1], 0xEE);
  const __m512i high23 = _mm512_shuffle_i32x4(fours[2], fours[3], 0xEE);
  dots[0].raw = _mm512_shuffle_i32x4(low01, low23, 0x88);
  dots[2].raw = _mm512_shuffle_i32x4(low01, low23, 0xDD);
  dots[4].raw = _mm512_shuffle_i32x4(high01, high23, 0x88);
  dots[6].raw = _mm512_shuffle_i32x4(high01, high23, 0xDD);
}

template <class Codes, bool kTail>
inline void DotPlanes(const Codes& codes, const std::byte* const* rows, const TokenBlocks& x,
                      size_t step, Ahead& ahead, VI* dots) {
  Inputs inputs[kPlanes];
  for (size_t p = 0; p < kPlanes; ++p) {
    inputs[p] = LoadInputs(x.planes + step * kPlaneColumns + p * kChunk);
  }
  __m512i even[4];
  __m512i odd[4];
  for (size_t i = 0; i < 4; ++i, rows += 4) {
    ahead.Fetch();
    VI dot[4];
    for (size_t r = 0; r < 4; ++r) {
      const Planes planes = codes.template LoadPlanes<kTail>(rows[r], step);
      dot[r] = hn::Zero(DI());
      for (size_t p = 0; p < kPlanes; ++p) {
        dot[r] = DotQuads(dot[r], Values{planes.values[p]}, inputs[p]);
      }
    }
    const __m512 ab = SumPairs(dot[0], dot[1]);
    const __m512 cd = SumPairs(dot[2], dot[3]);
    even[i] = _mm512_castps_si512(_mm512_shuffle_ps(ab, cd, 0x88));
    odd[i] = _mm512_castps_si512(_mm512_shuffle_ps(ab, cd, 0xDD));
  }
  JoinRows(even, dots);
  JoinRows(odd, dots + 1);
}

}  // namespace HWY_NAMESPACE
}  // namespace ponder
HWY_AFTER_NAMESPACE();
