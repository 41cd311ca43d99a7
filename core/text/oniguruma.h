// Regular expressions in the dialect of tokenizer.json (Oniguruma's Ruby syntax) rewritten for
// PCRE2.
//
// The dialects agree on almost everything a tokenizer uses. Rewritten are: \s \w \h and property
// names, which mean other sets of characters; nested classes and class intersection `[..&&[..]]`;
// `{n,m}+`, which is a repeated repetition in Ruby and possessive in PCRE2; \uHHHH; and (?m).
// Source: github.com/kkos/oniguruma, doc/RE and doc/SYNTAX.md; pcre2pattern(3).
//
// Thread rule: any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace ponder {

// Errors: kModel where PCRE2 has no equivalent. Wrong syntax may pass; PCRE2 then reports it.
Result<std::string> PcrePatternFromOniguruma(std::string_view pattern);

}  // namespace ponder
