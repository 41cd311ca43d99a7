#include "core/text/unicode_form.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <utf8proc.h>

#include <cstdlib>

#include "core/base/utf8.h"

namespace ponder {
namespace {

std::string Utf8procForm(UnicodeForm form, const std::string& text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.c_str());
  utf8proc_uint8_t* out = form == UnicodeForm::kNfc    ? utf8proc_NFC(bytes)
                          : form == UnicodeForm::kNfd  ? utf8proc_NFD(bytes)
                          : form == UnicodeForm::kNfkc ? utf8proc_NFKC(bytes)
                                                       : utf8proc_NFKD(bytes);
  std::string result(reinterpret_cast<const char*>(out));
  std::free(out);
  return result;
}

TEST(UnicodeForm, SameAsUtf8proc) {
  EXPECT_TRUE(rc::check("text of letters, marks and Hangul", [] {
    const auto characters = *rc::gen::container<std::vector<char32_t>>(rc::gen::oneOf(
        rc::gen::inRange<char32_t>(0x41, 0x5A), rc::gen::inRange<char32_t>(0x300, 0x36F),
        rc::gen::inRange<char32_t>(0xC0, 0x24F), rc::gen::inRange<char32_t>(0x1100, 0x11FF),
        rc::gen::inRange<char32_t>(0xAC00, 0xD7A3), rc::gen::inRange<char32_t>(0xFB00, 0xFBFF)));
    std::string text;
    for (char32_t c : characters) AppendUtf8(c, text);
    for (const char* name : {"NFC", "NFD", "NFKC", "NFKD"}) {
      const UnicodeForm form = ParseUnicodeForm(name).value();
      RC_ASSERT(ToUnicodeForm(form, text) == Utf8procForm(form, text));
    }
  }));
}

TEST(UnicodeForm, LongRunsOfMarksTakeNoQuadraticTime) {
  std::string text = "a";
  for (int i = 0; i < 500'000; ++i) text += i % 2 == 0 ? "\u0301" : "\u0316";
  EXPECT_EQ(ToUnicodeForm(UnicodeForm::kNfd, text).size(), text.size());
  EXPECT_LE(ToUnicodeForm(UnicodeForm::kNfc, text).size(), text.size());
}

}  // namespace
}  // namespace ponder
