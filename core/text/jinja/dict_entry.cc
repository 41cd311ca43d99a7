#include "core/text/jinja/dict_entry.h"

namespace ponder::jinja {

Status SetEntry(Interpreter& in, Dict& dict, const Value& key, const Value& value) {
  TRY(CheckHashable(key));
  if (key.IsText()) TRY(in.SpendFor(key.AsText().bytes));
  if (dict.Find(key) == nullptr) TRY(in.heap().Reserve(4 * sizeof(Value)));
  dict.Set(key, value);
  return {};
}

Status UpdateFrom(Interpreter& in, Dict& dict, const Value& more) {
  if (const Dict* other = more.AsDict()) {
    const std::vector<Dict::Entry> entries = other->entries();
    TRY(in.Spend(entries.size()));
    for (const auto& [key, value] : entries) TRY(SetEntry(in, dict, key, value));
    return {};
  }
  for (const Value& item : TRY(ItemsOf(in, more))) {
    const std::vector<Value> pair = TRY(ItemsOf(in, item));
    if (pair.size() != 2) return Wrong("want pairs for a dict, found {} values", pair.size());
    TRY(SetEntry(in, dict, pair[0], pair[1]));
  }
  return {};
}

Status UpdateFromArguments(Interpreter& in, Dict& dict, const Arguments& arguments) {
  if (arguments.positional.size() > 1) {
    return Wrong("want at most one argument without a name, found {}", arguments.positional.size());
  }
  for (const Value& more : arguments.positional) TRY(UpdateFrom(in, dict, more));
  for (const auto& [name, value] : arguments.keywords) {
    TRY(SetEntry(in, dict, Value::Of(name), value));
  }
  return {};
}

}  // namespace ponder::jinja
