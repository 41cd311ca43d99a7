// The "decoder" of tokenizer.json: what bytes a token stands for.
// Supported: ByteLevel, and Sequences of Replace, ByteFallback, Fuse, Strip, Metaspace.
//
// Thread rule: immutable, any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/regex.h"

namespace ponder {

class JsonObject;

class TokenDecoder {
 public:
  // `field` is null where the file has none. Errors: kModel.
  static Result<TokenDecoder> Parse(const nlohmann::json* field, const std::string& where);

  // The bytes of one token anywhere but at the start of a text.
  std::string Bytes(std::string_view token, MatchWorkspace& workspace) const;

  // How many spaces the decoder takes off the start of a whole text.
  size_t leading_spaces() const { return leading_spaces_; }

 private:
  struct Replacement {
    Regex regex;
    std::string content;
  };
  Status Add(const nlohmann::json& field, const std::string& where, const std::string& path,
             bool nested);
  Status AddReplacement(Result<Regex> regex, std::string content);
  Status AddStrip(const JsonObject& object);
  Status AddMetaspace(const JsonObject& object);

  std::vector<Replacement> replacements_;
  bool byte_level_ = false;
  bool byte_fallback_ = false;
  size_t leading_spaces_ = 0;
};

}  // namespace ponder
