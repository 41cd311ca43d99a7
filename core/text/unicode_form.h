// Unicode normalization forms (Unicode Standard Annex 15) in n log n time on any text.
//
// Thread rule: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ponder {

enum class UnicodeForm { kNfc, kNfd, kNfkc, kNfkd };

std::optional<UnicodeForm> ParseUnicodeForm(std::string_view name);  // "NFC", ...

// `text` is valid UTF-8.
std::string ToUnicodeForm(UnicodeForm form, std::string_view text);

}  // namespace ponder
