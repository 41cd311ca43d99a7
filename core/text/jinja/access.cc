#include "core/text/jinja/access.h"

#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/methods.h"
#include "core/text/jinja/native.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/python_text.h"
#include "core/text/jinja/text_of.h"
#include "core/text/unicode.h"

namespace ponder::jinja {
namespace {

// The element, or nothing where Python raises a LookupError or a TypeError.
Result<std::optional<Value>> ElementAt(Interpreter& in, const Value& object, Integer index,
                                       size_t length) {
  const auto size = static_cast<Integer>(length);
  if (index < 0) index += size;
  if (index < 0 || index >= size) return std::nullopt;
  const auto position = static_cast<size_t>(index);
  if (object.IsText()) {
    const Text& text = object.AsText();
    TRY(in.SpendFor(text.bytes));
    return Value(Text{Characters(text.bytes, position, position + 1), text.markup});
  }
  if (const Range* range = object.AsRange()) return Value(range->At(static_cast<int64_t>(index)));
  return object.AsSequence()->items[position];
}

Result<std::optional<Value>> FindElement(Interpreter& in, const Value& object, const Value& key) {
  if (const Dict* dict = object.AsDict()) {
    if (!CheckHashable(key)) return std::nullopt;
    if (key.IsText()) TRY(in.SpendFor(key.AsText().bytes));
    const Value* value = dict->Find(key);
    return value == nullptr ? std::nullopt : std::optional(*value);
  }
  if (!key.IsIntegral()) return std::nullopt;
  if (object.IsText()) {
    TRY(in.SpendFor(object.AsText().bytes));
    return ElementAt(in, object, key.AsIntegral(), CountCharacters(object.AsText().bytes));
  }
  if (const Sequence* sequence = object.AsSequence()) {
    return ElementAt(in, object, key.AsIntegral(), sequence->items.size());
  }
  if (const Range* range = object.AsRange()) {
    return ElementAt(in, object, key.AsIntegral(), static_cast<size_t>(range->length));
  }
  return std::nullopt;
}

Value Missing(const Value& object, std::string_view name) {
  return Undefined{name, TypeName(object)};
}

std::vector<Value> Picked(const std::vector<Value>& items, const SliceRange& range) {
  std::vector<Value> picked;
  for (int64_t i = 0; i < range.count; ++i) {
    picked.push_back(items[static_cast<size_t>(range.start + i * range.step)]);
  }
  return picked;
}

Result<Value> SliceText(Interpreter& in, const Text& text, const SliceRange& range) {
  const auto start = static_cast<size_t>(range.start);
  if (range.step == 1) {
    const auto count = static_cast<size_t>(range.count);
    return Value(Text{Characters(text.bytes, start, start + count), text.markup});
  }
  std::vector<std::string_view> characters;
  for (const Value& item : TRY(ItemsOf(in, Value(text)))) characters.push_back(item.AsText().bytes);
  std::vector<std::string_view> picked;
  for (int64_t i = 0; i < range.count; ++i) {
    picked.push_back(characters[static_cast<size_t>(range.start + i * range.step)]);
  }
  return Value(Text{TRY(in.heap().Join(picked)), text.markup});
}

}  // namespace

Result<std::optional<Value>> FindAttribute(Interpreter& in, const Value& object,
                                           std::string_view name) {
  if (object.IsUndefined()) return Wrong("{}", MessageOf(object.AsUndefined()));
  if (const Namespace* space = object.AsNamespace()) {
    const Value* value = space->attributes.Find(Value::Of(name));
    return value == nullptr ? std::nullopt : std::optional(*value);
  }
  if (Callable* callable = object.AsCallable()) return callable->Attribute(in, name);
  if (const Tuple* tuple = object.AsTuple(); tuple != nullptr && tuple->is_group) {
    if (name == "grouper") return tuple->items[0];
    if (name == "list") return tuple->items[1];
  }
  const Native* method = FindNative(MethodsOf(object), name);
  if (method == nullptr) return std::nullopt;
  return Value(TRY(in.heap().New<BoundNative>(*method, object)));
}

Result<Value> GetAttribute(Interpreter& in, const Value& object, std::string_view name) {
  if (const auto attribute = TRY(FindAttribute(in, object, name))) return *attribute;
  const auto element = TRY(FindElement(in, object, Value::Of(name)));
  return element ? *element : Missing(object, name);
}

Result<Value> GetItem(Interpreter& in, const Value& object, const Value& key) {
  if (object.IsUndefined()) return Wrong("{}", MessageOf(object.AsUndefined()));
  if (const auto element = TRY(FindElement(in, object, key))) return *element;
  if (!key.IsText()) return Missing(object, TRY(TextOf(in, key)));
  const auto attribute = TRY(FindAttribute(in, object, key.AsText().bytes));
  return attribute ? *attribute : Missing(object, key.AsText().bytes);
}

Result<Value> GetSlice(Interpreter& in, const Value& object, std::optional<int64_t> start,
                       std::optional<int64_t> stop, std::optional<int64_t> step) {
  if (object.IsUndefined()) return Wrong("{}", MessageOf(object.AsUndefined()));
  if (step == 0) return Wrong("slice step cannot be zero");
  const bool sliceable =
      object.IsText() || object.AsSequence() != nullptr || object.AsRange() != nullptr;
  if (!sliceable) return Wrong("'{}' object is not subscriptable by a slice", TypeName(object));
  const auto length = static_cast<int64_t>(LengthOf(object).value_or(0));
  const SliceRange range = ResolveSlice(start, stop, step.value_or(1), length);
  TRY(in.Spend(static_cast<uint64_t>(range.count) / kBytesPerStep));
  if (object.IsText()) {
    TRY(in.SpendFor(object.AsText().bytes));
    return SliceText(in, object.AsText(), range);
  }
  if (const Range* numbers = object.AsRange()) {
    const Integer first = numbers->At(range.start);
    const Integer increment = numbers->step * range.step;
    return Value(
        TRY(in.heap().New<Range>(first, first + increment * range.count, increment, range.count)));
  }
  TRY(in.heap().CheckRoom(static_cast<size_t>(range.count) * sizeof(Value)));
  std::vector<Value> items = Picked(object.AsSequence()->items, range);
  if (object.AsTuple() != nullptr) return in.heap().NewTuple(std::move(items));
  return in.heap().NewList(std::move(items));
}

}  // namespace ponder::jinja
