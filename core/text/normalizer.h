// The "normalizer" of tokenizer.json: what happens to text before it is split.
// Supported: NFC, NFD, NFKC, NFKD, Lowercase, Prepend, Replace, Strip, Sequence, or none.
//
// Thread rule: immutable, any thread.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/regex.h"

namespace ponder {

class Normalizer {
 public:
  // `field` is null where the file has none. Errors: kModel.
  static Result<Normalizer> Parse(const nlohmann::json* field, const std::string& where);

  bool empty() const { return steps_.empty(); }
  // Steps that lengthen a text stop doing so at many times its length: a hostile file may hold
  // several.
  std::string Apply(std::string_view text, MatchWorkspace& workspace) const;

 private:
  using Step = std::function<std::string(std::string_view text, size_t max_bytes, MatchWorkspace&)>;
  Status Add(const nlohmann::json& field, const std::string& where, const std::string& path);

  std::vector<Step> steps_;
};

}  // namespace ponder
