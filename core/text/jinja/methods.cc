#include "core/text/jinja/methods.h"

namespace ponder::jinja {

std::span<const Native> MethodsOf(const Value& object) {
  if (object.IsText()) return TextMethods();
  if (object.AsDict() != nullptr) return DictMethods();
  if (object.AsList() != nullptr) return ListMethods();
  if (object.AsTuple() != nullptr) return TupleMethods();
  return {};
}

}  // namespace ponder::jinja
