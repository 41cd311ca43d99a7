// The added tokens of tokenizer.json: texts that are one token wherever they occur, found before
// anything else happens to the text, leftmost first and then longest.
//
// Thread rule: immutable, any thread.
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/token.h"

namespace ponder {

struct AddedToken {
  std::string content;
  TokenId id = 0;
  bool special = false;      // left out when decoding for people
  bool normalized = false;   // looked for in normalized text
  bool single_word = false;  // no letter may touch it
  bool strip_left = false;   // swallows white space before it
  bool strip_right = false;
};

// A stretch of text: one added token, or text between them.
struct AddedTokenSegment {
  std::string_view text;
  std::optional<TokenId> token;
};

// The texts of one of the two passes, over raw or over normalized text.
class AddedTokenMatcher {
 public:
  AddedTokenMatcher() = default;
  // A token's content is what it looks like in the text of this pass.
  explicit AddedTokenMatcher(std::vector<AddedToken> tokens);

  // The whole text in order. `specials_as_text`: special tokens stay text.
  std::vector<AddedTokenSegment> Split(std::string_view text, bool specials_as_text) const;

 private:
  const AddedToken* LongestAt(std::string_view text) const;

  std::vector<AddedToken> tokens_;          // sorted by content
  std::array<bool, 256> first_bytes_ = {};  // of any content
};

// Reads the array `field` (null: none). Errors: kModel.
Result<std::vector<AddedToken>> ParseAddedTokens(const nlohmann::json* field,
                                                 const std::string& where);

}  // namespace ponder
