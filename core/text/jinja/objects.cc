#include "core/text/jinja/objects.h"

#include <cmath>
#include <functional>

#include "core/text/jinja/compare.h"

namespace ponder::jinja {
namespace {

constexpr int kMaxKeyDepth = 8;

Status CheckKey(const Value& value, int depth) {
  if (depth > kMaxKeyDepth) return Wrong("a key nested deeper than {} tuples", kMaxKeyDepth);
  if (const Tuple* tuple = value.AsTuple()) {
    for (const Value& item : tuple->items) TRY(CheckKey(item, depth + 1));
    return {};
  }
  if (value.AsList() != nullptr || value.AsDict() != nullptr) {
    return Wrong("unhashable type: '{}'", TypeName(value));
  }
  return {};
}

size_t Mix(size_t seed, size_t hash) { return seed * 1099511628211ULL + hash; }

}  // namespace

Status CheckHashable(const Value& value) { return CheckKey(value, 0); }

// Equal values have equal hashes: 1, 1.0 and True are one key.
size_t Dict::Hash::operator()(const Value& key) const {
  if (key.IsText()) return std::hash<std::string_view>()(key.AsText().bytes);
  if (key.IsNumber()) return std::hash<double>()(key.AsNumber());
  if (const Tuple* tuple = key.AsTuple()) {
    size_t hash = tuple->items.size();
    for (const Value& item : tuple->items) hash = Mix(hash, (*this)(item));
    return hash;
  }
  return std::hash<const void*>()(key.AsObject());
}

bool Dict::Same::operator()(const Value& a, const Value& b) const { return SameKey(a, b); }

const Value* Dict::Find(const Value& key) const {
  const auto position = positions_.find(key);
  return position == positions_.end() ? nullptr : &entries_[position->second].second;
}

void Dict::Set(const Value& key, const Value& value) {
  const auto [position, inserted] = positions_.try_emplace(key, entries_.size());
  if (inserted) {
    entries_.emplace_back(key, value);
  } else {
    entries_[position->second].second = value;
  }
}

bool Dict::Remove(const Value& key) {
  const auto position = positions_.find(key);
  if (position == positions_.end()) return false;
  entries_.erase(entries_.begin() + static_cast<ptrdiff_t>(position->second));
  positions_.clear();
  for (size_t i = 0; i < entries_.size(); ++i) positions_.emplace(entries_[i].first, i);
  return true;
}

void Dict::Clear() {
  entries_.clear();
  positions_.clear();
}

}  // namespace ponder::jinja
