// A compiled regular expression over UTF-8 text.
//
// Thread rule: immutable, any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace ponder {

struct TextRange {
  size_t begin;  // bytes
  size_t end;
  bool operator==(const TextRange&) const = default;
};

// What matching needs besides the expression; costly to make, so one serves many searches.
//
// Thread rule: one thread at a time.
class MatchWorkspace {
 public:
  MatchWorkspace();
  ~MatchWorkspace();
  MatchWorkspace(const MatchWorkspace&) = delete;
  MatchWorkspace& operator=(const MatchWorkspace&) = delete;

 private:
  friend class Regex;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

class Regex {
 public:
  // `pattern` as tokenizer.json writes it (see oniguruma.h). `where` names its place in messages.
  // Errors: kModel.
  static Result<Regex> Compile(std::string_view pattern, const std::string& where);
  // Matches exactly this text.
  static Result<Regex> Literal(std::string_view text, const std::string& where);

  // All non-overlapping matches from left to right; an empty match directly behind another match is
  // none. `text` is valid UTF-8. A hostile pattern may run out of steps: then no further match is
  // found.
  std::vector<TextRange> FindAll(std::string_view text, MatchWorkspace& workspace) const;

  // `text` with every match replaced by `content`, taken literally, as long as what comes out is no
  // longer than `max_bytes`.
  std::string ReplaceAll(std::string_view text, std::string_view content, size_t max_bytes,
                         MatchWorkspace& workspace) const;

 private:
  struct Code;
  explicit Regex(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
  static Result<Regex> CompileWith(std::string_view pattern, uint32_t options,
                                   const std::string& where);

  std::shared_ptr<const Code> code_;
};

}  // namespace ponder
