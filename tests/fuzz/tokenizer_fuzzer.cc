// Any bytes as tokenizer.json and, behind a NUL, as text: a tokenizer that keeps its promises, or a
// message.
#include <algorithm>
#include <string_view>

#include "core/base/check.h"
#include "core/base/utf8.h"
#include "core/text/bpe.h"
#include "core/text/detokenizer.h"
#include "core/text/tokenizer.h"

namespace {

using namespace ponder;

void CheckIds(const Tokenizer& tokenizer, const std::vector<TokenId>& ids) {
  const auto known = [&](TokenId id) { return id >= 0 && id < Bpe::kMaxTokens; };
  CHECK(std::ranges::all_of(ids, known));
  const std::string text = tokenizer.Decode(ids);
  CHECK(ReplaceInvalidUtf8(text) == text);
  CHECK(tokenizer.Decode(ids, /*skip_special=*/true).size() <= text.size());
  Detokenizer detokenizer(tokenizer);
  for (const TokenId id : ids) detokenizer.Push(id);
  detokenizer.Flush();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t end = std::min(input.find('\0'), size);
  const auto tokenizer = Tokenizer::Parse(input.substr(0, end), "fuzz");
  if (!tokenizer) {
    CHECK(!Describe(tokenizer.error()).empty());
    return 0;
  }
  const std::string_view text = end < size ? input.substr(end + 1) : input;
  CheckIds(*tokenizer, tokenizer->Encode(text, /*add_special=*/true));
  CheckIds(*tokenizer, tokenizer->EncodeAsText(text));
  return 0;
}
