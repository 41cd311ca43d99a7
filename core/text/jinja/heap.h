// Heap: the memory of one rendering. It only grows, up to kMaxMemoryBytes, and is freed at once; so
// cycles and deep nesting need no care.
//
// Thread rule: one thread.
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/text/jinja/objects.h"

namespace ponder::jinja {

class Heap {
 public:
  // Errors of all: more memory than a rendering may use. Ask before making anything large.
  Status Reserve(size_t bytes);
  // Gives back what was reserved for something that is gone.
  void Release(size_t bytes) { used_bytes_ -= bytes; }
  // As Reserve, without counting: before something is built that is then copied here.
  Status CheckRoom(size_t bytes) const;

  Result<std::string_view> Copy(std::string_view text) { return Join({text}); }
  // The concatenation. If the first part was the last thing made, it is extended in place: a text
  // that grows piece by piece costs its length, not its square.
  Result<std::string_view> Join(std::initializer_list<std::string_view> parts);
  Result<std::string_view> Join(std::span<const std::string_view> parts);

  Result<Value> NewText(std::string_view text);
  Result<Value> NewList(std::vector<Value> items);
  Result<Value> NewTuple(std::vector<Value> items);
  Result<Value> NewIterator(std::vector<Value> items);

  // A small object; what it later holds must be reserved apart.
  template <typename T, typename... Args>
  Result<T*> New(Args&&... args) {
    TRY(Reserve(sizeof(T) + kObjectOverheadBytes));
    auto object = std::make_unique<T>(std::forward<Args>(args)...);
    T* const raw = object.get();
    objects_.push_back(std::move(object));
    return raw;
  }

 private:
  static constexpr size_t kObjectOverheadBytes = 48;

  Result<char*> NewBytes(size_t size);

  size_t used_bytes_ = 0;
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* chunk_next_ = nullptr;  // the free rest of the last chunk
  char* chunk_end_ = nullptr;
  std::vector<std::unique_ptr<Object>> objects_;
};

}  // namespace ponder::jinja
