#include "core/text/jinja/value.h"

#include "core/text/jinja/callable.h"
#include "core/text/jinja/objects.h"

namespace ponder::jinja {

Object* Value::AsObject() const {
  Object* const* object = std::get_if<Object*>(&data_);
  return object == nullptr ? nullptr : *object;
}

template <typename T>
T* Value::As(ObjectKind kind) const {
  Object* object = AsObject();
  return object != nullptr && object->kind == kind ? static_cast<T*>(object) : nullptr;
}

List* Value::AsList() const { return As<List>(ObjectKind::kList); }
Tuple* Value::AsTuple() const { return As<Tuple>(ObjectKind::kTuple); }
Dict* Value::AsDict() const { return As<Dict>(ObjectKind::kDict); }
Namespace* Value::AsNamespace() const { return As<Namespace>(ObjectKind::kNamespace); }
Range* Value::AsRange() const { return As<Range>(ObjectKind::kRange); }
View* Value::AsView() const { return As<View>(ObjectKind::kView); }
Iterator* Value::AsIterator() const { return As<Iterator>(ObjectKind::kIterator); }
Callable* Value::AsCallable() const { return As<Callable>(ObjectKind::kCallable); }
Sequence* Value::AsSequence() const {
  if (List* list = AsList()) return list;
  return AsTuple();
}

const char* TypeName(const Value& value) {
  if (value.IsUndefined()) return "Undefined";
  if (value.IsNone()) return "NoneType";
  if (value.IsBool()) return "bool";
  if (value.IsInteger()) return "int";
  if (value.IsFloat()) return "float";
  if (value.IsText()) return value.AsText().markup ? "Markup" : "str";
  switch (value.AsObject()->kind) {
    case ObjectKind::kList:
      return "list";
    case ObjectKind::kTuple:
      return "tuple";
    case ObjectKind::kDict:
      return "dict";
    case ObjectKind::kNamespace:
      return "Namespace";
    case ObjectKind::kRange:
      return "range";
    case ObjectKind::kView:
      return value.AsView()->type_name;
    case ObjectKind::kIterator:
      return "generator";
    case ObjectKind::kCallable:
      return value.AsCallable()->type_name();
    case ObjectKind::kScope:
      break;
  }
  return "object";
}

std::string MessageOf(const Undefined& undefined) {
  if (undefined.owner == kHint) return std::string(undefined.name);
  if (undefined.owner == nullptr) return fmt::format("'{}' is undefined", undefined.name);
  if (std::string_view(undefined.owner) == "NoneType")
    return fmt::format("none has no attribute '{}'", undefined.name);
  return fmt::format("'{} object' has no attribute '{}'", undefined.owner, undefined.name);
}

}  // namespace ponder::jinja
