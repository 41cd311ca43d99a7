#include "core/text/unicode_form.h"

#include <utf8proc.h>

#include <algorithm>
#include <vector>

#include "core/base/utf8.h"

namespace ponder {
namespace {

using Characters = std::vector<utf8proc_int32_t>;

bool Composes(UnicodeForm form) { return form == UnicodeForm::kNfc || form == UnicodeForm::kNfkc; }
bool IsCompatible(UnicodeForm form) {
  return form == UnicodeForm::kNfkc || form == UnicodeForm::kNfkd;
}

int CombiningClass(utf8proc_int32_t c) { return utf8proc_get_property(c)->combining_class; }

Characters Decompose(UnicodeForm form, std::string_view text) {
  const int options =
      UTF8PROC_DECOMPOSE | UTF8PROC_STABLE | (IsCompatible(form) ? UTF8PROC_COMPAT : 0);
  Characters out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Decoded next = DecodeUtf8(text);
    utf8proc_int32_t parts[32];  // the longest decomposition has 18
    int boundary = 0;
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(next.code_point),
                                               parts, std::size(parts),
                                               static_cast<utf8proc_option_t>(options), &boundary);
    out.insert(out.end(), parts, parts + std::max<utf8proc_ssize_t>(count, 0));
    text.remove_prefix(next.num_bytes);
  }
  return out;
}

// Sorts every run of marks by its class. utf8proc's own sort takes quadratic time on a long run.
void OrderMarks(Characters& characters) {
  auto run = characters.begin();
  while (run != characters.end()) {
    run = std::find_if(run, characters.end(), [](auto c) { return CombiningClass(c) != 0; });
    const auto end =
        std::find_if(run, characters.end(), [](auto c) { return CombiningClass(c) == 0; });
    std::stable_sort(run, end,
                     [](auto a, auto b) { return CombiningClass(a) < CombiningClass(b); });
    run = end;
  }
}

void Compose(Characters& characters) {
  const auto count =
      utf8proc_normalize_utf32(characters.data(), static_cast<utf8proc_ssize_t>(characters.size()),
                               static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  characters.resize(static_cast<size_t>(std::max<utf8proc_ssize_t>(count, 0)));
}

}  // namespace

std::optional<UnicodeForm> ParseUnicodeForm(std::string_view name) {
  if (name == "NFC") return UnicodeForm::kNfc;
  if (name == "NFD") return UnicodeForm::kNfd;
  if (name == "NFKC") return UnicodeForm::kNfkc;
  if (name == "NFKD") return UnicodeForm::kNfkd;
  return std::nullopt;
}

std::string ToUnicodeForm(UnicodeForm form, std::string_view text) {
  const bool ascii =
      std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
  if (ascii) return std::string(text);
  Characters characters = Decompose(form, text);
  OrderMarks(characters);
  if (Composes(form)) Compose(characters);
  std::string out;
  out.reserve(text.size());
  for (utf8proc_int32_t c : characters) AppendUtf8(static_cast<char32_t>(c), out);
  return out;
}

}  // namespace ponder
