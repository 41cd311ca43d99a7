// Methods of lists and tuples. Upstream's sandbox forbids those that change a list; templates of
// some models need them, and here they only reach lists of this one rendering.
#include <algorithm>

#include "core/text/jinja/compare.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/methods.h"
#include "core/text/jinja/objects.h"

namespace ponder::jinja {
namespace {

std::vector<Value>& Items(const Value& self) { return self.AsSequence()->items; }

// Where an index may stand, counted from the end if negative, within [0, size].
size_t Clamped(int64_t index, size_t size) {
  const auto length = static_cast<int64_t>(size);
  return static_cast<size_t>(std::clamp<int64_t>(index < 0 ? index + length : index, 0, length));
}

Result<Value> Append(Interpreter& in, const Value& self, const Bound& arguments) {
  TRY(in.heap().Reserve(sizeof(Value)));
  Items(self).push_back(arguments[0]);
  return Value(None{});
}

Result<Value> Extend(Interpreter& in, const Value& self, const Bound& arguments) {
  const std::vector<Value> more = TRY(ItemsOf(in, arguments[0]));
  TRY(in.heap().Reserve(more.size() * sizeof(Value)));
  Items(self).insert(Items(self).end(), more.begin(), more.end());
  return Value(None{});
}

Result<Value> Insert(Interpreter& in, const Value& self, const Bound& arguments) {
  TRY(in.heap().Reserve(sizeof(Value)));
  TRY(in.Spend(Items(self).size()));
  const size_t position = Clamped(TRY(arguments.Int(0, 0)), Items(self).size());
  Items(self).insert(Items(self).begin() + static_cast<ptrdiff_t>(position), arguments[1]);
  return Value(None{});
}

Result<Value> Pop(Interpreter& in, const Value& self, const Bound& arguments) {
  std::vector<Value>& items = Items(self);
  TRY(in.Spend(arguments.Has(0) ? items.size() : 1));
  int64_t index = TRY(arguments.Int(0, -1));
  const auto size = static_cast<int64_t>(items.size());
  if (index < 0) index += size;
  if (index < 0 || index >= size) return Wrong("pop index out of range");
  const Value item = items[static_cast<size_t>(index)];
  items.erase(items.begin() + index);
  return item;
}

// The position of an equal item at or behind `from` and before `to`, or `to`.
Result<size_t> PositionOf(Interpreter& in, const std::vector<Value>& items, const Value& item,
                          size_t from, size_t to) {
  for (size_t i = from; i < to; ++i) {
    TRY(in.Spend(1));
    if (TRY(Equal(in, items[i], item))) return i;
  }
  return to;
}

Result<Value> Remove(Interpreter& in, const Value& self, const Bound& arguments) {
  std::vector<Value>& items = Items(self);
  const size_t at = TRY(PositionOf(in, items, arguments[0], 0, items.size()));
  if (at == items.size()) return Wrong("list.remove(x): x not in list");
  items.erase(items.begin() + static_cast<ptrdiff_t>(at));
  return Value(None{});
}

Result<Value> Index(Interpreter& in, const Value& self, const Bound& arguments) {
  const std::vector<Value>& items = Items(self);
  const size_t from = Clamped(TRY(arguments.Int(1, 0)), items.size());
  const size_t to =
      Clamped(TRY(arguments.Int(2, static_cast<int64_t>(items.size()))), items.size());
  const size_t at = TRY(PositionOf(in, items, arguments[0], from, to));
  if (at >= to) return Wrong("the value is not in the list");
  return Value::Of(at);
}

Result<Value> Count(Interpreter& in, const Value& self, const Bound& arguments) {
  size_t count = 0;
  for (const Value& item : TRY(ItemsOf(in, self))) {
    count += TRY(Equal(in, item, arguments[0])) ? 1 : 0;
  }
  return Value::Of(count);
}

Result<Value> Copy(Interpreter& in, const Value& self, const Bound&) {
  return in.heap().NewList(TRY(ItemsOf(in, self)));
}

Result<Value> Reverse(Interpreter& in, const Value& self, const Bound&) {
  TRY(in.Spend(Items(self).size()));
  std::ranges::reverse(Items(self));
  return Value(None{});
}

Result<Value> Clear(Interpreter&, const Value& self, const Bound&) {
  Items(self).clear();
  return Value(None{});
}

constexpr Native kListMethods[] = {
    {"append", Append, {"object"}, 1},
    {"extend", Extend, {"iterable"}, 1},
    {"insert", Insert, {"index", "object"}, 2},
    {"pop", Pop, {"index"}},
    {"remove", Remove, {"value"}, 1},
    {"index", Index, {"value", "start", "stop"}, 1},
    {"count", Count, {"value"}, 1},
    {"copy", Copy},
    {"reverse", Reverse},
    {"clear", Clear},
};
constexpr Native kTupleMethods[] = {
    {"index", Index, {"value", "start", "stop"}, 1},
    {"count", Count, {"value"}, 1},
};

}  // namespace

std::span<const Native> ListMethods() { return kListMethods; }
std::span<const Native> TupleMethods() { return kTupleMethods; }

}  // namespace ponder::jinja
