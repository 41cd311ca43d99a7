// Methods of dictionaries.
#include "core/text/jinja/dict_entry.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/methods.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/text_of.h"

namespace ponder::jinja {
namespace {

Dict& DictOf(const Value& self) { return *self.AsDict(); }

Result<Value> NewView(Interpreter& in, const char* type_name, std::vector<Value> items) {
  TRY(in.Spend(items.size()));
  TRY(in.heap().Reserve(items.size() * sizeof(Value)));
  View* view = TRY(in.heap().New<View>(type_name));
  view->items = std::move(items);
  return Value(view);
}

Result<Value> Keys(Interpreter& in, const Value& self, const Bound&) {
  return NewView(in, "dict_keys", TRY(ItemsOf(in, self)));
}

Result<Value> Values(Interpreter& in, const Value& self, const Bound&) {
  std::vector<Value> values;
  for (const auto& [key, value] : DictOf(self).entries()) values.push_back(value);
  return NewView(in, "dict_values", std::move(values));
}

Result<Value> Items(Interpreter& in, const Value& self, const Bound&) {
  std::vector<Value> pairs;
  for (const auto& [key, value] : DictOf(self).entries()) {
    pairs.push_back(TRY(in.heap().NewTuple({key, value})));
  }
  return NewView(in, "dict_items", std::move(pairs));
}

Result<Value> Get(Interpreter&, const Value& self, const Bound& arguments) {
  TRY(CheckHashable(arguments[0]));
  const Value* value = DictOf(self).Find(arguments[0]);
  return value == nullptr ? arguments.Or(1, None{}) : *value;
}

Result<Value> Pop(Interpreter& in, const Value& self, const Bound& arguments) {
  TRY(CheckHashable(arguments[0]));
  TRY(in.Spend(DictOf(self).entries().size()));
  const Value* found = DictOf(self).Find(arguments[0]);
  if (found == nullptr) {
    if (arguments.Has(1)) return arguments[1];
    return Wrong("pop(): no key {}", TRY(ReprOf(in, arguments[0])));
  }
  const Value value = *found;
  DictOf(self).Remove(arguments[0]);
  return value;
}

Result<Value> SetDefault(Interpreter& in, const Value& self, const Bound& arguments) {
  TRY(CheckHashable(arguments[0]));
  if (const Value* found = DictOf(self).Find(arguments[0])) return *found;
  const Value value = arguments.Or(1, None{});
  TRY(SetEntry(in, DictOf(self), arguments[0], value));
  return value;
}

Result<Value> Update(Interpreter& in, const Value& self, const Bound& arguments) {
  TRY(UpdateFromArguments(in, DictOf(self), arguments.all()));
  return Value(None{});
}

Result<Value> Copy(Interpreter& in, const Value& self, const Bound&) {
  Dict* copy = TRY(in.heap().New<Dict>());
  TRY(UpdateFrom(in, *copy, self));
  return Value(copy);
}

Result<Value> Clear(Interpreter&, const Value& self, const Bound&) {
  DictOf(self).Clear();
  return Value(None{});
}

constexpr Native kMethods[] = {
    {"keys", Keys},
    {"values", Values},
    {"items", Items},
    {"get", Get, {"key", "default"}, 1},
    {"pop", Pop, {"key", "default"}, 1},
    {"setdefault", SetDefault, {"key", "default"}, 1},
    {.name = "update", .function = Update, .variadic = true},
    {"copy", Copy},
    {"clear", Clear},
};

}  // namespace

std::span<const Native> DictMethods() { return kMethods; }

}  // namespace ponder::jinja
