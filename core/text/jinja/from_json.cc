#include "core/text/jinja/from_json.h"

#include "core/text/jinja/limits.h"

namespace ponder::jinja {
namespace {

using nlohmann::ordered_json;

Result<Value> Convert(Heap& heap, const ordered_json& json, int depth);

Result<Value> ConvertArray(Heap& heap, const ordered_json& json, int depth) {
  TRY(heap.CheckRoom(json.size() * sizeof(Value)));
  std::vector<Value> items;
  items.reserve(json.size());
  for (const ordered_json& item : json) items.push_back(TRY(Convert(heap, item, depth + 1)));
  return heap.NewList(std::move(items));
}

Result<Value> ConvertObject(Heap& heap, const ordered_json& json, int depth) {
  TRY(heap.Reserve(json.size() * 4 * sizeof(Value)));
  Dict* dict = TRY(heap.New<Dict>());
  for (auto entry = json.begin(); entry != json.end(); ++entry) {
    dict->Set(Value::Of(entry.key()), TRY(Convert(heap, *entry, depth + 1)));
  }
  return Value(dict);
}

Result<Value> Convert(Heap& heap, const ordered_json& json, int depth) {
  if (depth > kMaxValueDepth) return Wrong("a variable is nested deeper than {}", kMaxValueDepth);
  switch (json.type()) {
    case ordered_json::value_t::boolean:
      return Value(json.get<bool>());
    case ordered_json::value_t::number_integer:
      return Value(Integer{json.get<int64_t>()});
    case ordered_json::value_t::number_unsigned:
      return Value(Integer{json.get<uint64_t>()});
    case ordered_json::value_t::number_float:
      return Value(json.get<double>());
    case ordered_json::value_t::string:
      return Value::Of(json.get_ref<const std::string&>());
    case ordered_json::value_t::array:
      return ConvertArray(heap, json, depth);
    case ordered_json::value_t::object:
      return ConvertObject(heap, json, depth);
    default:
      return Value(None{});
  }
}

}  // namespace

Result<Value> FromJson(Heap& heap, const ordered_json& json) { return Convert(heap, json, 0); }

}  // namespace ponder::jinja
