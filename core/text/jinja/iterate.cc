#include "core/text/jinja/iterate.h"

#include "core/base/utf8.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/objects.h"
#include "core/text/unicode.h"

namespace ponder::jinja {
namespace {

std::vector<Value> CharactersOf(std::string_view rest) {
  std::vector<Value> items;
  while (!rest.empty()) {
    const size_t size = DecodeUtf8(rest).num_bytes;
    items.push_back(Value::Of(rest.substr(0, size)));
    rest.remove_prefix(size);
  }
  return items;
}

std::vector<Value> KeysOf(const Dict& dict) {
  std::vector<Value> keys;
  for (const auto& [key, value] : dict.entries()) keys.push_back(key);
  return keys;
}

std::vector<Value> NumbersOf(const Range& range) {
  std::vector<Value> numbers;
  for (int64_t i = 0; i < range.length; ++i) numbers.push_back(range.At(i));
  return numbers;
}

std::vector<Value> RestOf(Iterator& iterator) {
  const auto rest = iterator.items.begin() + static_cast<ptrdiff_t>(iterator.position);
  std::vector<Value> items(rest, iterator.items.end());
  iterator.position = iterator.items.size();
  return items;
}

size_t CountOf(const Value& value) {
  if (const Iterator* iterator = value.AsIterator()) return iterator->items.size();
  return LengthOf(value).value_or(0);
}

}  // namespace

bool IsIterable(const Value& value) {
  return value.AsIterator() != nullptr || LengthOf(value).has_value();
}

std::optional<size_t> LengthOf(const Value& value) {
  if (value.IsUndefined()) return 0;
  if (value.IsText()) return CountCharacters(value.AsText().bytes);
  if (const Sequence* sequence = value.AsSequence()) return sequence->items.size();
  if (const Dict* dict = value.AsDict()) return dict->entries().size();
  if (const View* view = value.AsView()) return view->items.size();
  if (const Range* range = value.AsRange()) return static_cast<size_t>(range->length);
  return std::nullopt;
}

Result<std::vector<Value>> ItemsOf(Interpreter& in, const Value& value) {
  if (!IsIterable(value)) return Wrong("'{}' object is not iterable", TypeName(value));
  const size_t count = CountOf(value);
  TRY(in.Spend(count));
  TRY(in.heap().CheckRoom(count * sizeof(Value)));
  if (value.IsText()) return CharactersOf(value.AsText().bytes);
  if (const Sequence* sequence = value.AsSequence()) return sequence->items;
  if (const Dict* dict = value.AsDict()) return KeysOf(*dict);
  if (const View* view = value.AsView()) return view->items;
  if (const Range* range = value.AsRange()) return NumbersOf(*range);
  if (Iterator* iterator = value.AsIterator()) return RestOf(*iterator);
  return std::vector<Value>();
}

Result<std::optional<Value>> FirstOf(Interpreter& in, const Value& value) {
  if (Iterator* iterator = value.AsIterator()) {
    if (iterator->position == iterator->items.size()) return std::optional<Value>();
    return std::optional<Value>(iterator->items[iterator->position++]);
  }
  const std::vector<Value> items = TRY(ItemsOf(in, value));
  return items.empty() ? std::optional<Value>() : std::optional<Value>(items.front());
}

}  // namespace ponder::jinja
