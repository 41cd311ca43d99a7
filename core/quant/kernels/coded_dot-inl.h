// The products of coded rows for vector instruction sets. What differs between them (how codes
// become vectors of values, how integers are multiplied and added up) comes from coded_avx512-inl.h
// or coded_avx2-inl.h:
//
//   kLanes           rows of a tile, one to a 32-bit lane
//   kChunk           columns in a vector of values: 4 * kLanes
//   kTiles, kTokens  tiles and tokens multiplied together
//   Values, Inputs   kChunk unsigned values, and as many codes of the input
//   Codes classes    Load<kHalf>(row, chunk) -> Values: one chunk, or the first half of one
//                    Begin(rows, count, scratch): called first, may point rows into scratch
//   DotQuads         dots + sums of four neighbouring products
//   StartDots        what the dots of a block start from
//   DotFours, JoinFours, DotPlanes  for one token: the dots of all rows, block by block
//   SpreadFactors    scales or biases of a tile, rows in lanes
//   Transpose        kLanes x kLanes 32-bit elements
//
// Included by coded_dot.cc after one of those, once per target.

PONDER_BEFORE_NAMESPACE();
namespace ponder {
namespace HWY_NAMESPACE {

constexpr size_t kQuadsPerBlock = kBlock / 4;
// Scratch memory for one tile. NumBlocks is a multiple of what any step takes.
struct Tile {
  Tile() = default;
  Tile(const CodedRows& matrix, std::byte* scratch)
      : values(reinterpret_cast<uint8_t*>(scratch)),
        scales(reinterpret_cast<float*>(scratch + ValuesBytes(matrix.cols))),
        biases(scales + NumBlocks(matrix.cols) * kLanes),
        group_shift(std::countr_zero(matrix.group / kBlock)) {}

  static size_t NumBlocks(size_t cols) { return PreparedInput::NumBlocks(cols); }
  static size_t ValuesBytes(size_t cols) { return NumBlocks(cols) * kBlock * kLanes; }
  static size_t Bytes(size_t cols) {
    return ValuesBytes(cols) + 2 * NumBlocks(cols) * kLanes * sizeof(float);
  }
  // Where the factors of a block's group begin in scales and biases.
  size_t GroupOf(size_t block) const { return (block >> group_shift) * kLanes; }

  uint8_t* values;  // [cols / 4, kLanes, 4]: rows in lanes, four columns to a lane
  float* scales;    // [groups, kLanes]
  float* biases;    // [groups, kLanes]
  int group_shift;  // from blocks to groups
};

// sum += dots * (scale * input scale) [ + bias * input sum ]
template <bool kCentred>
inline VF AddBlock(VF sum, VI dots, const Tile& tile, const TokenBlocks& x, size_t block) {
  const DF df;
  const size_t group = tile.GroupOf(block);
  const VF factor = hn::Mul(hn::Load(df, tile.scales + group), hn::Set(df, x.scales[block]));
  sum = hn::MulAdd(hn::ConvertTo(df, dots), factor, sum);
  if constexpr (!kCentred) {
    const VF bias = hn::Load(df, tile.biases + group);
    sum = hn::MulAdd(bias, hn::Set(df, x.sums[block]), sum);
  }
  return sum;
}

// ---- One token: codes are unpacked, multiplied and added up in registers. ----

// Adds the first `count` of a step's blocks, which begin with `block`.
template <bool kCentred>
inline VF AddBlocks(VF sum, const VI* dots, const Tile& tile, const TokenBlocks& x, size_t block,
                    size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const VI dot = hn::Add(dots[i], StartDots<kCentred>(x.centres[block + i]));
    sum = AddBlock<kCentred>(sum, dot, tile, x, block + i);
  }
  return sum;
}

// Chunk by chunk, four rows after the other: rows are long streams then.
template <class Codes, bool kCentred>
HWY_NOINLINE VF DotTileByChunks(const Codes& codes, size_t cols, const TileRows<kLanes>& rows,
                                const Tile& tile, const TokenBlocks& x, Ahead ahead,
                                uint8_t* unpacked) {
  constexpr size_t kBlocks = kChunk / kBlock;
  int32_t* fours = reinterpret_cast<int32_t*>(tile.values);
  DotFours(codes, rows.codes, cols, x, ahead, unpacked, fours);
  VF sum = hn::Zero(DF());
  for (size_t block = 0; block < cols / kBlock; block += kBlocks) {
    VI dots[kBlocks];
    JoinFours(fours, block / kBlocks, dots);
    sum = AddBlocks<kCentred>(sum, dots, tile, x, block, std::min(kBlocks, cols / kBlock - block));
  }
  return sum;
}

// Eight blocks at a time of all rows.
template <class Codes, bool kCentred>
HWY_NOINLINE VF DotTileByPlanes(const Codes& codes, size_t cols, const TileRows<kLanes>& rows,
                                const Tile& tile, const TokenBlocks& x, Ahead ahead) {
  constexpr size_t kBlocks = PreparedInput::kPlaneBlocks;
  VF sum = hn::Zero(DF());
  VI dots[kBlocks];
  size_t block = 0;
  for (; (block + kBlocks) * kBlock <= cols; block += kBlocks) {
    DotPlanes<Codes, false>(codes, rows.codes, x, block / kBlocks, ahead, dots);
    sum = AddBlocks<kCentred>(sum, dots, tile, x, block, kBlocks);
  }
  if (const size_t rest = cols / kBlock - block; rest != 0) {
    DotPlanes<Codes, true>(codes, rows.codes, x, block / kBlocks, ahead, dots);
    sum = AddBlocks<kCentred>(sum, dots, tile, x, block, rest);
  }
  return sum;
}

template <class Codes, bool kCentred>
inline VF DotTileOnce(const Codes& codes, size_t cols, const TileRows<kLanes>& rows,
                      const Tile& tile, const TokenBlocks& x, Ahead ahead, uint8_t* unpacked) {
  if constexpr (Codes::kHasPlanes) {
    return DotTileByPlanes<Codes, kCentred>(codes, cols, rows, tile, x, ahead);
  } else {
    return DotTileByChunks<Codes, kCentred>(codes, cols, rows, tile, x, ahead, unpacked);
  }
}

// ---- Many tokens: tiles are unpacked once, then rows lie in lanes. ----

template <class Codes>
HWY_NOINLINE void UnpackTile(const Codes& codes, size_t cols, const TileRows<kLanes>& rows,
                             uint8_t* out) {
  const size_t chunks = cols / kChunk;
  VI values[kLanes];
  for (size_t chunk = 0; chunk < chunks; ++chunk) {
    for (size_t r = 0; r < kLanes; ++r) {
      values[r] = ToLanes(codes.template Load<false>(rows.codes[r], chunk));
    }
    Transpose(values);
    for (size_t quad = 0; quad < kLanes; ++quad, out += kChunk) StoreLanes(values[quad], out);
  }
  if (cols % kChunk != 0) {
    for (size_t r = 0; r < kLanes; ++r) {
      values[r] = ToLanes(codes.template Load<true>(rows.codes[r], chunks));
    }
    Transpose(values);
    for (size_t quad = 0; quad < kQuadsPerBlock; ++quad, out += kChunk) {
      StoreLanes(values[quad], out);
    }
  }
}

template <size_t kCount, bool kCentred>
HWY_NOINLINE void DotTiles(const Tile* tiles, size_t blocks, const TokenBlocks* x, Ahead& ahead,
                           VF (*sums)[kTiles]) {
  VF sum[kCount][kTiles];
  for (auto& of_token : sum) {
    for (VF& of_tile : of_token) of_tile = hn::Zero(DF());
  }
  for (size_t block = 0; block < blocks; ++block) {
    ahead.Fetch();
    VI dots[kCount][kTiles];
    for (size_t t = 0; t < kCount; ++t) {
      for (size_t i = 0; i < kTiles; ++i) dots[t][i] = StartDots<kCentred>(x[t].centres[block]);
    }
    HWY_UNROLL(8)
    for (size_t i_quad = 0; i_quad < kQuadsPerBlock; ++i_quad) {
      const size_t quad = block * kQuadsPerBlock + i_quad;
      Values values[kTiles];
      for (size_t i = 0; i < kTiles; ++i) values[i] = LoadLanes(tiles[i].values + quad * kChunk);
      for (size_t t = 0; t < kCount; ++t) {
        const Inputs input = RepeatQuad(x[t].codes + quad * 4);
        for (size_t i = 0; i < kTiles; ++i) dots[t][i] = DotQuads(dots[t][i], values[i], input);
      }
    }
    for (size_t t = 0; t < kCount; ++t) {
      for (size_t i = 0; i < kTiles; ++i) {
        sum[t][i] = AddBlock<kCentred>(sum[t][i], dots[t][i], tiles[i], x[t], block);
      }
    }
  }
  for (size_t t = 0; t < kCount; ++t) {
    for (size_t i = 0; i < kTiles; ++i) sums[t][i] = sum[t][i];
  }
}

// ---- Drivers ----

// One call's arguments.
struct Call {
  const CodedRows& matrix;
  RowRange rows;
  const PreparedInput& input;
  TokenList tokens;
  float* y;
  size_t y_stride;
  std::byte* scratch;
};

// y[first .. first + kLanes) below `end`
inline void StoreTile(VF sums, size_t first, size_t end, float* y) {
  const DF df;
  if (first + kLanes <= end) return hn::StoreU(sums, df, y + first);
  HWY_ALIGN float lanes[kLanes];
  hn::Store(sums, df, lanes);
  for (size_t r = first; r < end; ++r) y[r] = lanes[r - first];
}

template <bool kCentred>
void SpreadTileFactors(const CodedRows& matrix, const TileRows<kLanes>& rows, const Tile& tile) {
  SpreadFactors(matrix, matrix.scales, rows, matrix.step, tile.scales);
  if constexpr (!kCentred) SpreadFactors(matrix, matrix.biases, rows, 1.0f, tile.biases);
}

// Where codes that cannot be unpacked on the fly are unpacked to: [kLanes, columns + kBlock].
inline uint8_t* Unpacked(const Call& call) {
  return reinterpret_cast<uint8_t*>(call.scratch + kTiles * Tile::Bytes(call.matrix.cols));
}

template <class Codes, bool kCentred>
void DotOneToken(const Call& call) {
  const CodedRows& matrix = call.matrix;
  const Codes codes(matrix);
  const TokenBlocks x(call.input, call.tokens[0]);
  const Tile tile(matrix, call.scratch);
  uint8_t* unpacked = Unpacked(call);
  for (size_t row = call.rows.begin; row < call.rows.end; row += kLanes) {
    TileRows<kLanes> rows(matrix, row);
    const Ahead ahead(rows.codes[0] + Codes::kAheadRows * matrix.row_bytes,
                      kLanes * matrix.row_bytes, Codes::NumFetches(matrix.cols));
    SpreadTileFactors<kCentred>(matrix, rows, tile);
    const VF sums =
        DotTileOnce<Codes, kCentred>(codes, matrix.cols, rows, tile, x, ahead, unpacked);
    StoreTile(sums, row, call.rows.end, call.y);
  }
}

template <size_t kCount, bool kCentred>
void DotTokens(const Call& call, const Tile* tiles, size_t row, size_t first_token, Ahead& ahead) {
  TokenBlocks x[kCount];
  for (size_t t = 0; t < kCount; ++t) x[t] = {call.input, call.tokens[first_token + t]};
  VF sums[kCount][kTiles];
  DotTiles<kCount, kCentred>(tiles, call.matrix.cols / kBlock, x, ahead, sums);
  for (size_t t = 0; t < kCount; ++t) {
    float* y = call.y + (first_token + t) * call.y_stride;
    for (size_t i = 0; i < kTiles; ++i) StoreTile(sums[t][i], row + i * kLanes, call.rows.end, y);
  }
}

// The last tokens, at most kCount of them.
template <size_t kCount, bool kCentred>
void DotLastTokens(const Call& call, const Tile* tiles, size_t row, size_t first_token,
                   Ahead& ahead) {
  if (first_token + kCount == call.tokens.size) {
    DotTokens<kCount, kCentred>(call, tiles, row, first_token, ahead);
  } else if constexpr (kCount > 1) {
    DotLastTokens<kCount - 1, kCentred>(call, tiles, row, first_token, ahead);
  }
}

template <class Codes, bool kCentred>
void DotManyTokens(const Call& call) {
  const CodedRows& matrix = call.matrix;
  const Codes codes(matrix);
  Tile tiles[kTiles];
  for (size_t i = 0; i < kTiles; ++i) {
    tiles[i] = Tile(matrix, call.scratch + i * Tile::Bytes(matrix.cols));
  }
  uint8_t* unpacked = Unpacked(call);
  for (size_t row = call.rows.begin; row < call.rows.end; row += kTiles * kLanes) {
    for (size_t i = 0; i < kTiles; ++i) {
      TileRows<kLanes> rows(matrix, row + i * kLanes);
      SpreadTileFactors<kCentred>(matrix, rows, tiles[i]);
      codes.Begin(rows.codes, kLanes, unpacked);
      UnpackTile(codes, matrix.cols, rows, tiles[i].values);
    }
    const size_t num_fetches = call.tokens.size / kTokens * (matrix.cols / kBlock);
    Ahead ahead(matrix.codes + (row + kTiles * kLanes) * matrix.row_bytes,
                kTiles * kLanes * matrix.row_bytes, std::max<size_t>(1, num_fetches));
    size_t t = 0;
    for (; t + kTokens <= call.tokens.size; t += kTokens) {
      DotTokens<kTokens, kCentred>(call, tiles, row, t, ahead);
    }
    DotLastTokens<kTokens - 1, kCentred>(call, tiles, row, t, ahead);
  }
}

template <class Codes, bool kCentred>
void DotCodes(const Call& call) {
  return call.tokens.size == 1 ? DotOneToken<Codes, kCentred>(call)
                               : DotManyTokens<Codes, kCentred>(call);
}

size_t CodedDotScratchBytes(size_t cols) {
  return kTiles * Tile::Bytes(cols) + Tile::ValuesBytes(cols) + kLanes * kBlock;
}

void DotCodedRows(const CodedRows& matrix, RowRange rows, const PreparedInput& input,
                  TokenList tokens, float* y, size_t y_stride, std::byte* scratch) {
  const Call call{matrix, rows, input, tokens, y, y_stride, scratch};
  ForCodes(matrix, [&]<class Codes, bool kCentred>() { DotCodes<Codes, kCentred>(call); });
}

}  // namespace HWY_NAMESPACE
}  // namespace ponder
HWY_AFTER_NAMESPACE();
