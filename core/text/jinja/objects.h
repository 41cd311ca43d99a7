// The objects values refer to: lists, tuples, dictionaries, namespaces, ranges, iterators.
//
// Thread rule: one thread.
#pragma once

#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/text/jinja/value.h"

namespace ponder::jinja {

struct Sequence : Object {
  using Object::Object;
  std::vector<Value> items;
};
struct List : Sequence {
  List() : Sequence(ObjectKind::kList) {}
};
struct Tuple : Sequence {
  Tuple() : Sequence(ObjectKind::kTuple) {}
  bool is_group = false;  // of the filter groupby: its parts are also called grouper and list
};

// A dictionary in insertion order. Keys are hashable values (see CheckHashable).
struct Dict : Object {
  Dict() : Object(ObjectKind::kDict) {}

  using Entry = std::pair<Value, Value>;
  const std::vector<Entry>& entries() const { return entries_; }
  const Value* Find(const Value& key) const;
  void Set(const Value& key, const Value& value);
  bool Remove(const Value& key);
  void Clear();

 private:
  struct Hash {
    size_t operator()(const Value& key) const;
  };
  struct Same {
    bool operator()(const Value& a, const Value& b) const;
  };
  std::vector<Entry> entries_;
  std::unordered_map<Value, size_t, Hash, Same> positions_;  // in entries_
};

// namespace(...): the one thing a template may assign attributes of.
struct Namespace : Object {
  Namespace() : Object(ObjectKind::kNamespace) {}
  Dict attributes;
};

struct Range : Object {
  Range(Integer first, Integer end, Integer increment, int64_t count)
      : Object(ObjectKind::kRange), start(first), stop(end), step(increment), length(count) {}
  Integer start;
  Integer stop;
  Integer step;
  int64_t length;
  Integer At(int64_t index) const { return start + step * index; }
};

// dict.keys(), values(), items(): can be walked again and counted, but not indexed.
struct View : Object {
  explicit View(const char* name) : Object(ObjectKind::kView), type_name(name) {}
  const char* type_name;
  std::vector<Value> items;
};

// What filters like map and select give: can be walked once.
struct Iterator : Object {
  Iterator() : Object(ObjectKind::kIterator) {}
  std::vector<Value> items;
  size_t position = 0;
};

// Errors: a value that cannot be a key, e.g. a list.
Status CheckHashable(const Value& value);

}  // namespace ponder::jinja
