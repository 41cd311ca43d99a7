// Causal grouped-query attention over a cache, without position encoding.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ponder {

// Positions that are worked on together. Keys are stored in tiles of so many, transposed, so that
// scores come out side by side and need no sums across a vector.
inline constexpr size_t kKvTile = 64;

// Where element d of the key at `position` lies within its head. Values are [position, head_dim].
inline size_t KeyIndex(size_t position, size_t d, size_t head_dim) {
  return (position / kKvTile * head_dim + d) * kKvTile + position % kKvTile;
}

// Keys and values of one key/value head, as f32 or IEEE half; whole tiles are readable.
struct KeysValues {
  const void* keys;    // [num_tiles, head_dim, kKvTile]
  const void* values;  // [num_positions, head_dim]
  bool half;
  size_t head_dim;
};

// Tokens that one call of Attend may take together; it shares each loaded key among them.
inline constexpr size_t kMaxAttendTokens = 8;

// Floats of scratch that Attend needs.
size_t AttendScratchSize(size_t heads_per_group, size_t head_dim);

// For num_tokens (at most kMaxAttendTokens) tokens at positions first_position, ... and the
// heads_per_group query heads that share this key/value head:
//   out = softmax(q . k * head_dim^-0.5 over positions <= own) v
// q, out: token t's head h at t * stride + h * head_dim. The order of additions depends on key
// positions only, so results do not depend on how tokens are grouped into calls.
void Attend(const KeysValues& cache, const float* q, size_t stride, size_t heads_per_group,
            size_t num_tokens, size_t first_position, float* scratch, float* out);

}  // namespace ponder
