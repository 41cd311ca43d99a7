#include "core/text/detokenizer.h"

#include <utility>

#include "core/base/utf8.h"

namespace ponder {

std::string Detokenizer::Push(TokenId id) {
  held_ += tokenizer_->Piece(id);
  const size_t ready = held_.size() - IncompleteUtf8Tail(held_);
  std::string out = ReplaceInvalidUtf8(std::string_view(held_).substr(0, ready));
  held_.erase(0, ready);
  return out;
}

std::string Detokenizer::Flush() { return ReplaceInvalidUtf8(std::exchange(held_, {})); }

}  // namespace ponder
