// Detokenizer: the pieces of a stream of tokens as whole UTF-8 characters.
//
// A character may span several tokens: its bytes are held back until it is complete, or until it is
// certain that it will never be; then it becomes U+FFFD.
//
// Thread rule: one thread. One per stream; the tokenizer must outlive it.
#pragma once

#include <string>

#include "core/text/tokenizer.h"

namespace ponder {

class Detokenizer {
 public:
  explicit Detokenizer(const Tokenizer& tokenizer) : tokenizer_(&tokenizer) {}

  // Valid UTF-8, possibly empty. All results and the Flush together are the Decode of the ids.
  std::string Push(TokenId id);
  // What was held back, as U+FFFD. The stream may start afresh then.
  std::string Flush();

 private:
  const Tokenizer* tokenizer_;
  std::string held_;  // the beginning of a character
};

}  // namespace ponder
