#include "core/text/json_object.h"

namespace ponder {

using nlohmann::json;

Result<JsonObject> JsonObject::From(const json& value, const std::string& where,
                                    const std::string& path) {
  JsonObject object(&value, where, path);
  if (!value.is_object()) return object.Wrong("", "want an object, found {}", value.type_name());
  return object;
}

const json* JsonObject::Find(std::string_view name) const {
  const auto field = value_->find(name);
  return field == value_->end() || field->is_null() ? nullptr : &*field;
}

std::string JsonObject::PathOf(std::string_view name) const {
  if (path_.empty()) return std::string(name.empty() ? "the file" : name);
  return name.empty() ? path_ : path_ + "." + std::string(name);
}

Result<JsonObject> JsonObject::Object(std::string_view name) const {
  const json* field = Find(name);
  if (field == nullptr) return Wrong(name, "missing");
  return From(*field, where_, PathOf(name));
}

Result<const json*> JsonObject::Array(std::string_view name) const {
  const json* field = Find(name);
  if (field == nullptr) return Wrong(name, "missing");
  if (!field->is_array()) return Wrong(name, "want an array, found {}", field->type_name());
  return field;
}

Result<std::string> JsonObject::Text(std::string_view name) const {
  const json* field = Find(name);
  if (field == nullptr) return Wrong(name, "missing");
  if (!field->is_string()) return Wrong(name, "want a string, found {}", field->type_name());
  return field->get<std::string>();
}

Result<std::string> JsonObject::TextOr(std::string_view name, std::string fallback) const {
  return Find(name) == nullptr ? Result<std::string>(std::move(fallback)) : Text(name);
}

Result<bool> JsonObject::FlagOr(std::string_view name, bool fallback) const {
  const json* field = Find(name);
  if (field == nullptr) return fallback;
  if (!field->is_boolean()) return Wrong(name, "want true or false, found {}", field->type_name());
  return field->get<bool>();
}

Result<int64_t> JsonObject::IntegerOr(std::string_view name, int64_t fallback) const {
  const json* field = Find(name);
  if (field == nullptr) return fallback;
  if (!field->is_number_integer())
    return Wrong(name, "want an integer, found {}", field->type_name());
  return field->get<int64_t>();
}

}  // namespace ponder
