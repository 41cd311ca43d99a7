// Cutting text at the matches of a pattern, in the five ways of tokenizer.json.
// Source: github.com/huggingface/tokenizers, SplitDelimiterBehavior.
//
// Thread rule: immutable, any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/text/regex.h"

namespace ponder {

enum class SplitBehavior {
  kRemoved,             // matches are dropped
  kIsolated,            // each match is a piece
  kMergedWithPrevious,  // a match ends the piece before it
  kMergedWithNext,      // a match begins the piece behind it
  kContiguous,          // neighbouring matches are one piece
};

std::optional<SplitBehavior> ParseSplitBehavior(std::string_view name);  // "Removed", ...

struct Split {
  Regex regex;
  SplitBehavior behavior;
  bool invert;  // what does not match counts as the match

  // The non-empty pieces from left to right.
  std::vector<TextRange> Apply(std::string_view text, MatchWorkspace& workspace) const;
};

}  // namespace ponder
