// Filters on sequences that keep the order.
#include <algorithm>

#include "core/text/jinja/access.h"
#include "core/text/jinja/attribute_path.h"
#include "core/text/jinja/builtins.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/operators.h"
#include "core/text/jinja/text_of.h"

namespace ponder::jinja {
namespace {

Result<Value> First(Interpreter& in, const Value& self, const Bound&) {
  const auto first = TRY(FirstOf(in, self));
  return first ? *first : Value(Undefined{"no first item, sequence was empty", kHint});
}

Result<Value> Last(Interpreter& in, const Value& self, const Bound&) {
  if (self.AsIterator() != nullptr)
    return Wrong("last() cannot walk a generator backwards; use list");
  const std::vector<Value> items = TRY(ItemsOf(in, self));
  return items.empty() ? Value(Undefined{"no last item, sequence was empty", kHint}) : items.back();
}

Result<Value> Length(Interpreter& in, const Value& self, const Bound&) {
  if (self.IsText()) TRY(in.SpendFor(self.AsText().bytes));
  const auto length = LengthOf(self);
  if (!length) return Wrong("object of type '{}' has no len()", TypeName(self));
  return Value::Of(*length);
}

Result<Value> ToList(Interpreter& in, const Value& self, const Bound&) {
  return in.heap().NewList(TRY(ItemsOf(in, self)));
}

Result<Value> ItemPairs(Interpreter& in, const Value& self, const Bound&) {
  std::vector<Value> pairs;
  if (self.IsUndefined()) return in.heap().NewIterator(std::move(pairs));
  const Dict* dict = self.AsDict();
  if (dict == nullptr)
    return Wrong("can only get item pairs from a mapping, not {}", TypeName(self));
  TRY(in.Spend(dict->entries().size()));
  for (const auto& [key, value] : dict->entries()) {
    pairs.push_back(TRY(in.heap().NewTuple({key, value})));
  }
  return in.heap().NewIterator(std::move(pairs));
}

Result<Value> Join(Interpreter& in, const Value& self, const Bound& arguments) {
  const std::string_view separator =
      arguments.Has(0) ? TRY(TextOf(in, arguments[0])) : std::string_view();
  const AttributePath path = TRY(AttributePath::Parse(arguments.Or(1, None{})));
  std::vector<std::string_view> parts;
  for (const Value& item : TRY(ItemsOf(in, self))) {
    if (!parts.empty()) parts.push_back(separator);
    parts.push_back(TRY(TextOf(in, TRY(path.Get(in, item)))));
    TRY(in.SpendFor(parts.back()));
  }
  // A first part in the way of its own extension would be fine; an empty list is not.
  return Value::Of(parts.empty() ? std::string_view() : TRY(in.heap().Join(parts)));
}

Result<Value> Reverse(Interpreter& in, const Value& self, const Bound&) {
  if (self.IsText()) return GetSlice(in, self, std::nullopt, std::nullopt, -1);
  std::vector<Value> items = TRY(ItemsOf(in, self));
  std::ranges::reverse(items);
  // What Python can walk backwards gives an iterator, the rest a list.
  if (self.AsIterator() != nullptr) return in.heap().NewList(std::move(items));
  return in.heap().NewIterator(std::move(items));
}

Result<Value> Batch(Interpreter& in, const Value& self, const Bound& arguments) {
  const int64_t count = TRY(arguments.Int(0, 0));
  const bool fills = arguments.Has(1) && !arguments[1].IsNone();
  std::vector<Value> batches;
  std::vector<Value> batch;
  for (const Value& item : TRY(ItemsOf(in, self))) {
    if (static_cast<int64_t>(batch.size()) == count) {
      batches.push_back(TRY(in.heap().NewList(std::move(batch))));
      batch.clear();
    }
    batch.push_back(item);
  }
  if (!batch.empty()) {
    const int64_t missing = fills ? count - static_cast<int64_t>(batch.size()) : 0;
    if (missing > 0) {
      TRY(in.Spend(static_cast<uint64_t>(missing)));
      batch.resize(batch.size() + static_cast<size_t>(missing), arguments[1]);
    }
    batches.push_back(TRY(in.heap().NewList(std::move(batch))));
  }
  return in.heap().NewIterator(std::move(batches));
}

Result<Value> SliceInto(Interpreter& in, const Value& self, const Bound& arguments) {
  const int64_t count = TRY(arguments.Int(0, 0));
  if (count == 0) return Wrong("slice(): division by zero");
  const bool fills = arguments.Has(1) && !arguments[1].IsNone();
  const std::vector<Value> items = TRY(ItemsOf(in, self));
  TRY(in.Spend(static_cast<uint64_t>(std::max<int64_t>(count, 0))));
  std::vector<Value> slices;
  auto next = items.begin();
  for (int64_t i = 0; i < count; ++i) {
    const auto size = static_cast<int64_t>(items.size());
    const bool has_extra = i < size % count;
    const auto end = next + (size / count + (has_extra ? 1 : 0));
    std::vector<Value> slice(next, end);
    next = end;
    if (fills && !has_extra) slice.push_back(arguments[1]);
    slices.push_back(TRY(in.heap().NewList(std::move(slice))));
  }
  return in.heap().NewIterator(std::move(slices));
}

Result<Value> Sum(Interpreter& in, const Value& self, const Bound& arguments) {
  const AttributePath path = TRY(AttributePath::Parse(arguments.Or(0, None{})));
  Value sum = arguments.Or(1, Integer{0});
  if (sum.IsText()) return Wrong("sum() cannot sum strings; use join");
  for (const Value& item : TRY(ItemsOf(in, self))) {
    sum = TRY(Operate(in, Operator::kAdd, sum, TRY(path.Get(in, item))));
  }
  return sum;
}

constexpr Native kFilters[] = {
    {"first", First},
    {"last", Last},
    {"length", Length},
    {"count", Length},
    {"list", ToList},
    {"items", ItemPairs},
    {"join", Join, {"d", "attribute"}},
    {"reverse", Reverse},
    {"batch", Batch, {"linecount", "fill_with"}, 1},
    {"slice", SliceInto, {"slices", "fill_with"}, 1},
    {"sum", Sum, {"attribute", "start"}},
};

}  // namespace

std::span<const Native> SequenceFilters() { return kFilters; }

}  // namespace ponder::jinja
