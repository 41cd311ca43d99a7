#include "core/text/jinja/attribute_path.h"

#include <algorithm>

#include "core/text/jinja/access.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/number_text.h"
#include "core/text/jinja/python_text.h"
#include "core/text/unicode.h"

namespace ponder::jinja {
namespace {

bool IsNumber(std::string_view part) {
  return !part.empty() && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<AttributePath> AttributePath::Parse(const Value& attribute) {
  AttributePath path;
  if (attribute.IsNone()) return path;
  if (attribute.IsIntegral()) {
    path.parts_.push_back(attribute);
    return path;
  }
  if (!attribute.IsText()) {
    return Wrong("an attribute must be a string or an integer, not {}", TypeName(attribute));
  }
  for (std::string_view part : SplitText(attribute.AsText().bytes, ".", -1)) {
    const auto index = IsNumber(part) ? ParseInteger(part, 10) : std::nullopt;
    path.parts_.push_back(index ? Value(*index) : Value::Of(part));
  }
  return path;
}

Result<Value> AttributePath::Get(Interpreter& in, const Value& item) const {
  return GetOr(in, item, None{});
}

Result<Value> AttributePath::GetOr(Interpreter& in, const Value& item,
                                   const Value& fallback) const {
  Value value = item;
  for (const Value& part : parts_) {
    value = TRY(GetItem(in, value, part));
    if (value.IsUndefined() && !fallback.IsNone()) value = fallback;
  }
  return value;
}

Result<Value> IgnoreCase(Interpreter& in, const Value& value) {
  if (!value.IsText()) return value;
  TRY(in.SpendForCharacters(value.AsText().bytes));
  return in.heap().NewText(ToLower(value.AsText().bytes));
}

}  // namespace ponder::jinja
