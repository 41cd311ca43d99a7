// default, attr, and the filters that apply other filters and tests to every item.
#include <algorithm>

#include "core/text/jinja/access.h"
#include "core/text/jinja/attribute_path.h"
#include "core/text/jinja/builtins.h"
#include "core/text/jinja/compare.h"
#include "core/text/jinja/interpreter.h"

namespace ponder::jinja {
namespace {

Result<Value> Default(Interpreter&, const Value& self, const Bound& arguments) {
  const bool replaces = self.IsUndefined() || (arguments.Truth(1, false) && !IsTrue(self));
  return replaces ? arguments.Or(0, Value::Of("")) : self;
}

Result<Value> Attribute(Interpreter& in, const Value& self, const Bound& arguments) {
  const std::string_view name = TRY(arguments.TextOf(0));
  const auto attribute = TRY(FindAttribute(in, self, name));
  return attribute ? *attribute : Value(Undefined{name, TypeName(self)});
}

// The filter or test named by the first argument, with the arguments behind it.
struct Applied {
  const Native* native = nullptr;  // null: none was named
  Arguments arguments;
};
Result<Applied> TakeApplied(const Native* (*find)(std::string_view), const Arguments& all,
                            size_t position) {
  Applied applied;
  if (all.positional.size() <= position) return applied;
  const Value& name = all.positional[position];
  if (!name.IsText()) return Wrong("want the name of a filter or test, found {}", TypeName(name));
  applied.native = find(name.AsText().bytes);
  if (applied.native == nullptr) return Wrong("no filter or test named '{}'", name.AsText().bytes);
  applied.arguments.positional.assign(all.positional.begin() + static_cast<ptrdiff_t>(position) + 1,
                                      all.positional.end());
  applied.arguments.keywords = all.keywords;
  return applied;
}

Result<Value> MapAttribute(Interpreter& in, const Value& self, const Arguments& all) {
  Value attribute = None{};
  Value fallback = None{};
  for (const auto& [name, value] : all.keywords) {
    if (name != "attribute" && name != "default") {
      return Wrong("map() has no use for the argument '{}'", name);
    }
    (name == "attribute" ? attribute : fallback) = value;
  }
  const AttributePath path = TRY(AttributePath::Parse(attribute));
  std::vector<Value> items = TRY(ItemsOf(in, self));
  for (Value& item : items) item = TRY(path.GetOr(in, item, fallback));
  return in.heap().NewIterator(std::move(items));
}

Result<Value> Map(Interpreter& in, const Value& self, const Bound& arguments) {
  const Arguments& all = arguments.all();
  // Nothing is looked at where there is nothing to map.
  if (!IsTrue(self)) return in.heap().NewIterator({});
  const bool by_attribute = std::ranges::any_of(
      all.keywords, [](const auto& keyword) { return keyword.first == "attribute"; });
  if (all.positional.empty() && by_attribute) return MapAttribute(in, self, all);
  const Applied applied = TRY(TakeApplied(FindFilter, all, 0));
  if (applied.native == nullptr) return Wrong("map() needs a filter or an attribute");
  std::vector<Value> items = TRY(ItemsOf(in, self));
  for (Value& item : items) item = TRY(Invoke(in, *applied.native, item, applied.arguments));
  return in.heap().NewIterator(std::move(items));
}

// Keeps the items for which the test, or their truth, is `want`.
Result<Value> Choose(Interpreter& in, const Value& self, const Bound& arguments, bool want,
                     bool by_attribute) {
  const Arguments& all = arguments.all();
  if (!IsTrue(self)) return in.heap().NewIterator({});
  if (by_attribute && all.positional.empty()) return Wrong("missing parameter for attribute name");
  const AttributePath path =
      TRY(AttributePath::Parse(by_attribute ? all.positional[0] : Value(None{})));
  const Applied applied = TRY(TakeApplied(FindTest, all, by_attribute ? 1 : 0));
  std::vector<Value> chosen;
  for (const Value& item : TRY(ItemsOf(in, self))) {
    Value decisive = TRY(path.Get(in, item));
    if (applied.native != nullptr) {
      decisive = TRY(Invoke(in, *applied.native, decisive, applied.arguments));
    }
    if (IsTrue(decisive) == want) chosen.push_back(item);
  }
  return in.heap().NewIterator(std::move(chosen));
}

template <bool kWant, bool kByAttribute>
Result<Value> ChooseFilter(Interpreter& in, const Value& self, const Bound& arguments) {
  return Choose(in, self, arguments, kWant, kByAttribute);
}

constexpr Native kFilters[] = {
    {"default", Default, {"default_value", "boolean"}},
    {"d", Default, {"default_value", "boolean"}},
    {"attr", Attribute, {"name"}, 1},
    {.name = "map", .function = Map, .variadic = true},
    {.name = "select", .function = ChooseFilter<true, false>, .variadic = true},
    {.name = "reject", .function = ChooseFilter<false, false>, .variadic = true},
    {.name = "selectattr", .function = ChooseFilter<true, true>, .variadic = true},
    {.name = "rejectattr", .function = ChooseFilter<false, true>, .variadic = true},
};

}  // namespace

std::span<const Native> SelectionFilters() { return kFilters; }

}  // namespace ponder::jinja
