// One object of a JSON file read field by field. Errors: kModel, naming the file and the field.
//
// Thread rule: immutable, any thread. The JSON value must outlive it.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace ponder {

class JsonObject {
 public:
  // `path` is the object's place in the file, e.g. "model" or "normalizer.normalizers[2]".
  static Result<JsonObject> From(const nlohmann::json& value, const std::string& where,
                                 const std::string& path);

  // Null where the field is missing or null.
  const nlohmann::json* Find(std::string_view name) const;
  std::string PathOf(std::string_view name) const;

  Result<JsonObject> Object(std::string_view name) const;
  Result<const nlohmann::json*> Array(std::string_view name) const;
  Result<std::string> Text(std::string_view name) const;
  Result<std::string> TextOr(std::string_view name, std::string fallback) const;
  Result<bool> FlagOr(std::string_view name, bool fallback) const;
  Result<int64_t> IntegerOr(std::string_view name, int64_t fallback) const;
  // The field "type".
  Result<std::string> Type() const { return Text("type"); }

  const std::string& where() const { return where_; }

  template <typename... Args>
  tl::unexpected<Error> Wrong(std::string_view field, fmt::format_string<Args...> format,
                              Args&&... args) const {
    return Fail(ErrorCode::kModel, where_, "{}: {}", PathOf(field),
                fmt::format(format, std::forward<Args>(args)...));
  }

 private:
  JsonObject(const nlohmann::json* value, std::string where, std::string path)
      : value_(value), where_(std::move(where)), path_(std::move(path)) {}

  const nlohmann::json* value_;
  std::string where_;
  std::string path_;
};

}  // namespace ponder
