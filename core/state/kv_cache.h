// Keys and values of one attention layer.
//
// Thread rule: Append from one thread; View from any, while nobody appends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/math/attention.h"
#include "core/state/lazy_memory.h"

namespace ponder {

enum class KvKind : uint8_t {
  kF32,
  kF16,  // IEEE half
};

std::string_view Name(KvKind kind);  // "f32", "f16"
std::optional<KvKind> ParseKvKind(std::string_view name);

class KvCache {
 public:
  KvCache(KvKind kind, size_t num_heads, size_t head_dim, size_t capacity);

  // Writes num_tokens tokens at `position`, over whatever was there.
  // keys, values: [num_tokens, num_heads * head_dim]
  void Write(size_t position, size_t num_tokens, const float* keys, const float* values);

  KeysValues View(size_t head) const;

 private:
  template <typename T>
  void WriteToken(size_t position, const float* keys, const float* values, T (*convert)(float));

  const KvKind kind_;
  const size_t num_heads_;
  const size_t head_dim_;
  const size_t capacity_;  // tokens, a whole number of tiles
  LazyMemory keys_;        // [num_heads, capacity / kKvTile, head_dim, kKvTile]
  LazyMemory values_;      // [num_heads, capacity, head_dim]
};

}  // namespace ponder
