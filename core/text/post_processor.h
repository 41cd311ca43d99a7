// The "post_processor" of tokenizer.json: the special tokens around a whole text, e.g. <s>.
// Supported: ByteLevel (adds none), TemplateProcessing, Sequence, or none.
//
// Thread rule: immutable, any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/token.h"

namespace ponder {

class JsonObject;

class PostProcessor {
 public:
  // `field` is null where the file has none. Errors: kModel.
  static Result<PostProcessor> Parse(const nlohmann::json* field, const std::string& where);

  const std::vector<TokenId>& before() const { return before_; }
  const std::vector<TokenId>& behind() const { return behind_; }

 private:
  Status Add(const nlohmann::json& field, const std::string& where, const std::string& path,
             bool nested);
  Status AddTemplate(const JsonObject& object);

  std::vector<TokenId> before_;
  std::vector<TokenId> behind_;
};

}  // namespace ponder
