// Filters that sort, group and compare the items of a sequence.
#include <algorithm>

#include "core/text/jinja/attribute_path.h"
#include "core/text/jinja/builtins.h"
#include "core/text/jinja/compare.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/python_text.h"

namespace ponder::jinja {
namespace {

// An item and what it is sorted by: one value for each attribute.
struct Keyed {
  std::vector<Value> keys;
  Value item;
};

// Upstream compares lists of keys in the filter sort, and keys themselves elsewhere. The
// difference: equal keys in lists need no order, so that undefined ones may be sorted.
enum class Keys { kList, kSingle };

Result<int> CompareKeys(Interpreter& in, const Keyed& a, const Keyed& b, Keys keys) {
  if (keys == Keys::kSingle) return Compare(in, a.keys[0], b.keys[0]);
  for (size_t i = 0; i < a.keys.size(); ++i) {
    if (!TRY(Equal(in, a.keys[i], b.keys[i]))) return Compare(in, a.keys[i], b.keys[i]);
  }
  return 0;
}

// Stable. Merge sort bears a comparison that stops making sense after its first error.
Status SortKeyed(Interpreter& in, std::vector<Keyed>& items, Keys keys, bool reverse) {
  Status failed;
  std::ranges::stable_sort(items, [&](const Keyed& a, const Keyed& b) {
    if (!failed) return false;
    const auto order = reverse ? CompareKeys(in, b, a, keys) : CompareKeys(in, a, b, keys);
    if (order) failed = in.Spend(1);
    if (!order) failed = tl::unexpected<Error>(order.error());
    return order.value_or(0) < 0;
  });
  return failed;
}

Result<Value> KeyOf(Interpreter& in, const AttributePath& path, const Value& item,
                    const Value& fallback, bool case_sensitive) {
  const Value key = TRY(path.GetOr(in, item, fallback));
  return case_sensitive ? key : IgnoreCase(in, key);
}

// "a,b" sorts by a, then by b.
Result<std::vector<AttributePath>> ParsePaths(const Value& attribute) {
  std::vector<AttributePath> paths;
  if (!attribute.IsText()) {
    paths.push_back(TRY(AttributePath::Parse(attribute)));
    return paths;
  }
  for (std::string_view part : SplitText(attribute.AsText().bytes, ",", -1)) {
    paths.push_back(TRY(AttributePath::Parse(Value::Of(part))));
  }
  return paths;
}

Result<std::vector<Value>> Sorted(Interpreter& in, const std::vector<Value>& items,
                                  const std::vector<AttributePath>& paths, Keys keys,
                                  bool case_sensitive, bool reverse) {
  std::vector<Keyed> keyed;
  for (const Value& item : items) {
    keyed.push_back({{}, item});
    for (const AttributePath& path : paths) {
      keyed.back().keys.push_back(TRY(KeyOf(in, path, item, None{}, case_sensitive)));
    }
  }
  TRY(SortKeyed(in, keyed, keys, reverse));
  std::vector<Value> sorted;
  for (const Keyed& entry : keyed) sorted.push_back(entry.item);
  return sorted;
}

Result<Value> Sort(Interpreter& in, const Value& self, const Bound& arguments) {
  const std::vector<AttributePath> paths = TRY(ParsePaths(arguments.Or(2, None{})));
  const std::vector<Value> items = TRY(ItemsOf(in, self));
  return in.heap().NewList(TRY(
      Sorted(in, items, paths, Keys::kList, arguments.Truth(1, false), arguments.Truth(0, false))));
}

Result<Value> DictSort(Interpreter& in, const Value& self, const Bound& arguments) {
  const Dict* dict = self.AsDict();
  if (dict == nullptr) return Wrong("dictsort() needs a dict, found {}", TypeName(self));
  const std::string_view by = TRY(arguments.TextOr(1, "key"));
  if (by != "key" && by != "value") return Wrong("dictsort(): want by='key' or by='value'");
  TRY(in.Spend(dict->entries().size()));
  std::vector<Value> pairs;
  for (const auto& [key, value] : dict->entries()) {
    pairs.push_back(TRY(in.heap().NewTuple({key, value})));
  }
  const Value position = Integer{by == "key" ? 0 : 1};
  return in.heap().NewList(
      TRY(Sorted(in, pairs, {TRY(AttributePath::Parse(position))}, Keys::kSingle,
                 arguments.Truth(0, false), arguments.Truth(2, false))));
}

Result<Value> Unique(Interpreter& in, const Value& self, const Bound& arguments) {
  const bool case_sensitive = arguments.Truth(0, false);
  const AttributePath path = TRY(AttributePath::Parse(arguments.Or(1, None{})));
  Dict seen;
  std::vector<Value> items;
  for (const Value& item : TRY(ItemsOf(in, self))) {
    const Value key = TRY(KeyOf(in, path, item, None{}, case_sensitive));
    TRY(CheckHashable(key));
    if (seen.Find(key) != nullptr) continue;
    seen.Set(key, true);
    items.push_back(item);
  }
  return in.heap().NewIterator(std::move(items));
}

// `sign`: 1 for the largest, -1 for the smallest; the first of equals.
Result<Value> Extreme(Interpreter& in, const Value& self, const Bound& arguments, int sign) {
  const bool case_sensitive = arguments.Truth(0, false);
  const AttributePath path = TRY(AttributePath::Parse(arguments.Or(1, None{})));
  const std::vector<Value> items = TRY(ItemsOf(in, self));
  if (items.empty()) return Value(Undefined{"no aggregated item, sequence was empty", kHint});
  Value best = items[0];
  Value best_key = TRY(KeyOf(in, path, best, None{}, case_sensitive));
  for (size_t i = 1; i < items.size(); ++i) {
    const Value key = TRY(KeyOf(in, path, items[i], None{}, case_sensitive));
    if (sign * TRY(Compare(in, key, best_key)) <= 0) continue;
    best = items[i];
    best_key = key;
  }
  return best;
}

Result<Value> Min(Interpreter& in, const Value& self, const Bound& arguments) {
  return Extreme(in, self, arguments, -1);
}
Result<Value> Max(Interpreter& in, const Value& self, const Bound& arguments) {
  return Extreme(in, self, arguments, 1);
}

// Groups in the order of their keys; each is called as its first member writes it.
Result<Value> GroupBy(Interpreter& in, const Value& self, const Bound& arguments) {
  const AttributePath path = TRY(AttributePath::Parse(arguments[0]));
  const Value fallback = arguments.Or(1, None{});
  const bool case_sensitive = arguments.Truth(2, false);
  std::vector<Keyed> keyed;
  for (const Value& item : TRY(ItemsOf(in, self))) {
    keyed.push_back({{TRY(KeyOf(in, path, item, fallback, case_sensitive))}, item});
  }
  TRY(SortKeyed(in, keyed, Keys::kSingle, /*reverse=*/false));
  std::vector<Value> groups;
  size_t begin = 0;
  for (size_t i = 1; i <= keyed.size(); ++i) {
    if (i < keyed.size() && TRY(Equal(in, keyed[i].keys[0], keyed[begin].keys[0]))) continue;
    std::vector<Value> members;
    for (size_t j = begin; j < i; ++j) members.push_back(keyed[j].item);
    const Value key = TRY(path.GetOr(in, members[0], fallback));
    const Value list = TRY(in.heap().NewList(std::move(members)));
    groups.push_back(TRY(in.heap().NewTuple({key, list})));
    groups.back().AsTuple()->is_group = true;
    begin = i;
  }
  return in.heap().NewList(std::move(groups));
}

constexpr Native kFilters[] = {
    {"sort", Sort, {"reverse", "case_sensitive", "attribute"}},
    {"dictsort", DictSort, {"case_sensitive", "by", "reverse"}},
    {"unique", Unique, {"case_sensitive", "attribute"}},
    {"min", Min, {"case_sensitive", "attribute"}},
    {"max", Max, {"case_sensitive", "attribute"}},
    {"groupby", GroupBy, {"attribute", "default", "case_sensitive"}, 1},
};

}  // namespace

std::span<const Native> OrderFilters() { return kFilters; }

}  // namespace ponder::jinja
