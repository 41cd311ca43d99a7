#include "core/text/jinja/heap.h"

#include <algorithm>
#include <cstring>

#include "core/text/jinja/limits.h"

namespace ponder::jinja {
namespace {

constexpr size_t kChunkBytes = 1 << 16;

template <typename T>
Result<Value> NewSequence(Heap& heap, std::vector<Value> items) {
  TRY(heap.Reserve(items.size() * sizeof(Value)));
  T* sequence = TRY(heap.New<T>());
  sequence->items = std::move(items);
  return Value(sequence);
}

}  // namespace

Status Heap::CheckRoom(size_t bytes) const {
  if (bytes <= kMaxMemoryBytes - used_bytes_) return {};
  return Wrong("the template uses more than {} MiB of memory", kMaxMemoryBytes >> 20);
}

Status Heap::Reserve(size_t bytes) {
  TRY(CheckRoom(bytes));
  used_bytes_ += bytes;
  return {};
}

Result<char*> Heap::NewBytes(size_t size) {
  TRY(Reserve(size));
  if (size > static_cast<size_t>(chunk_end_ - chunk_next_)) {
    // Twice the size, so that a growing text moves only every doubling.
    const size_t chunk = std::max(kChunkBytes, size * 2);
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(chunk));
    chunk_next_ = chunks_.back().get();
    chunk_end_ = chunk_next_ + chunk;
  }
  char* const bytes = chunk_next_;
  chunk_next_ += size;
  return bytes;
}

Result<std::string_view> Heap::Join(std::initializer_list<std::string_view> parts) {
  return Join(std::span(parts.begin(), parts.size()));
}

Result<std::string_view> Heap::Join(std::span<const std::string_view> parts) {
  size_t size = 0;
  for (std::string_view part : parts) size += part.size();
  if (size == 0) return std::string_view();
  const std::string_view first = parts[0];
  const size_t added = size - first.size();
  const bool extends = !first.empty() && first.data() + first.size() == chunk_next_ &&
                       added <= static_cast<size_t>(chunk_end_ - chunk_next_);
  char* end = TRY(NewBytes(extends ? added : size));
  const char* const begin = extends ? first.data() : end;
  for (std::string_view part : extends ? parts.subspan(1) : parts) {
    end = std::copy(part.begin(), part.end(), end);
  }
  return std::string_view(begin, size);
}

Result<Value> Heap::NewText(std::string_view text) { return Value::Of(TRY(Copy(text))); }

Result<Value> Heap::NewList(std::vector<Value> items) {
  return NewSequence<List>(*this, std::move(items));
}
Result<Value> Heap::NewTuple(std::vector<Value> items) {
  return NewSequence<Tuple>(*this, std::move(items));
}
Result<Value> Heap::NewIterator(std::vector<Value> items) {
  return NewSequence<Iterator>(*this, std::move(items));
}

}  // namespace ponder::jinja
