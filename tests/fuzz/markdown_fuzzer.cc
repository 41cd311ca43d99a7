// Any text, in any pieces: rows that fit, in order, and the same however the text arrived.
#include <algorithm>
#include <string_view>

#include "core/base/check.h"
#include "core/base/utf8.h"
#include "ui/view/text_flow.h"

namespace {

using ponder::TextFlow;

void CheckRows(const TextFlow& flow, int width) {
  size_t newest = 0;
  for (size_t i = 0; i < flow.num_rows(); ++i) {
    const ponder::Row& row = flow.row(i);
    CHECK(row.source >= newest);
    newest = row.source;
    // One wide character goes on every row, however narrow.
    CHECK(row.width() <= std::max(width, 2) + 2);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const int width = 1 + data[0] % 120;
  // At most a few dozen steps, so that long texts are tried as well.
  const size_t step = std::max<size_t>(1 + data[1], size / 48);
  const std::string_view text(reinterpret_cast<const char*>(data + 2), size - 2);
  const ponder::TextWidths widths{.prose = width, .full = width};
  const auto make = [&](TextFlow::Kind kind) {
    return TextFlow(kind, {}, widths, ponder::UnicodeGlyphs());
  };
  for (const auto kind : {TextFlow::Kind::kMarkdown, TextFlow::Kind::kPlain}) {
    TextFlow whole = make(kind);
    whole.Update(text, true, {});
    CheckRows(whole, width);
    TextFlow streamed = make(kind);
    for (size_t n = 0; n < text.size(); n += step) streamed.Update(text.substr(0, n), false, {});
    streamed.Update(text, true, {});
    CHECK(streamed.num_rows() == whole.num_rows());
    for (size_t i = 0; i < whole.num_rows(); ++i) CHECK(streamed.row(i) == whole.row(i));
  }
  return 0;
}
