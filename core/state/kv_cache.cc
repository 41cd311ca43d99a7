#include "core/state/kv_cache.h"

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/base/float16.h"

namespace ponder {
namespace {

size_t ElementSize(KvKind kind) { return kind == KvKind::kF32 ? sizeof(float) : sizeof(uint16_t); }

}  // namespace

std::string_view Name(KvKind kind) { return kind == KvKind::kF32 ? "f32" : "f16"; }

std::optional<KvKind> ParseKvKind(std::string_view name) {
  for (KvKind kind : {KvKind::kF32, KvKind::kF16}) {
    if (Name(kind) == name) return kind;
  }
  return std::nullopt;
}

KvCache::KvCache(KvKind kind, size_t num_heads, size_t head_dim, size_t capacity)
    : kind_(kind),
      num_heads_(num_heads),
      head_dim_(head_dim),
      capacity_(DivCeil(capacity, kKvTile) * kKvTile),
      keys_(num_heads * capacity_ * head_dim * ElementSize(kind)),
      values_(num_heads * capacity_ * head_dim * ElementSize(kind)) {}

template <typename T>
void KvCache::WriteToken(size_t position, const float* keys, const float* values,
                         T (*convert)(float)) {
  for (size_t head = 0; head < num_heads_; ++head) {
    const size_t base = head * capacity_ * head_dim_;
    T* head_keys = static_cast<T*>(keys_.data()) + base;
    T* head_values = static_cast<T*>(values_.data()) + base;
    for (size_t d = 0; d < head_dim_; ++d) {
      head_keys[KeyIndex(position, d, head_dim_)] = convert(keys[head * head_dim_ + d]);
      head_values[position * head_dim_ + d] = convert(values[head * head_dim_ + d]);
    }
  }
}

void KvCache::Write(size_t position, size_t num_tokens, const float* keys, const float* values) {
  CHECK(position + num_tokens <= capacity_);
  for (size_t t = 0; t < num_tokens; ++t) {
    const size_t from = t * num_heads_ * head_dim_;
    if (kind_ == KvKind::kF32) {
      WriteToken<float>(position + t, keys + from, values + from, [](float x) { return x; });
    } else {
      WriteToken<uint16_t>(position + t, keys + from, values + from, F16FromFloat);
    }
  }
}

KeysValues KvCache::View(size_t head) const {
  const size_t offset_bytes = head * capacity_ * head_dim_ * ElementSize(kind_);
  return {static_cast<const std::byte*>(keys_.data()) + offset_bytes,
          static_cast<const std::byte*>(values_.data()) + offset_bytes, kind_ == KvKind::kF16,
          head_dim_};
}

}  // namespace ponder
