// The "pre_tokenizer" of tokenizer.json: cuts text into pre-tokens, which merges never cross.
// Supported: Split, ByteLevel (last), Digits, Punctuation, Whitespace, WhitespaceSplit, Metaspace,
// Sequence, or none.
//
// Thread rule: immutable, any thread.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/text/regex.h"
#include "core/text/split.h"

namespace ponder {

class JsonObject;

class Pretokenizer {
 public:
  // `field` is null where the file has none. Errors: kModel.
  static Result<Pretokenizer> Parse(const nlohmann::json* field, const std::string& where);

  // Whether the vocabulary's tokens are bytes in the byte-level alphabet.
  bool byte_level() const { return byte_level_; }

  // Calls `sink` for every pre-token from left to right. `at_start`: `text` begins the whole input.
  // The views live until the sink returns.
  using Sink = std::function<void(std::string_view)>;
  void Run(std::string_view text, bool at_start, MatchWorkspace& workspace, const Sink& sink) const;

 private:
  enum class Prepend { kAlways, kFirst, kNever };
  struct Metaspace {
    std::string replacement;  // stands for a space
    Prepend prepend;
  };
  struct PrefixSpace {};
  using Step = std::variant<Split, PrefixSpace, Metaspace>;

  Status Add(const nlohmann::json& field, const std::string& where, const std::string& path,
             bool nested);
  Status AddSplit(const JsonObject& object);
  Status AddByteLevel(const JsonObject& object);
  Status AddMetaspace(const JsonObject& object);
  Status AddPattern(std::string_view pattern, SplitBehavior behavior, bool invert);
  void RunFrom(size_t step, std::string_view text, bool at_start, MatchWorkspace& workspace,
               const Sink& sink) const;

  std::vector<Step> steps_;
  bool byte_level_ = false;
};

}  // namespace ponder
