#include "core/text/jinja/text_methods.h"

#include "core/base/utf8.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/unicode.h"

namespace ponder::jinja {

Result<Value> StripMethod(Interpreter& in, const Text& text, Side side, const Bound& arguments) {
  std::optional<std::string_view> characters;
  if (arguments.Has(0) && !arguments[0].IsNone()) characters = TRY(arguments.TextOf(0));
  const std::string_view stripped = Strip(text.bytes, side, characters);
  const std::string_view gone = text.bytes.substr(stripped.size());
  TRY(in.SpendForCharacters(gone));
  if (characters) TRY(in.Spend(gone.size() / kBytesPerStep * (characters->size() / 16)));
  return Value(Text{stripped, text.markup});
}

Result<Value> ReplaceIn(Interpreter& in, const Text& text, std::string_view old,
                        std::string_view with, int64_t limit) {
  TRY(in.SpendFor(text.bytes));
  const size_t found = CountText(text.bytes, old);
  if (found == 0 || limit == 0) return Value(text);
  const size_t count = limit < 0 ? found : std::min(found, static_cast<size_t>(limit));
  uint64_t added = 0;
  if (__builtin_mul_overflow(count, with.size(), &added)) added = kMaxMemoryBytes;
  TRY(in.heap().CheckRoom(text.bytes.size() + std::min<uint64_t>(added, kMaxMemoryBytes)));
  TRY(in.Spend(count / 4 + added / kBytesPerStep));
  const std::string replaced = ReplaceText(text.bytes, old, with, limit);
  return Value(Text{TRY(in.heap().Copy(replaced)), text.markup});
}

Result<Value> Pad(Interpreter& in, const Text& text, int64_t width, std::string_view fill,
                  Alignment alignment) {
  TRY(in.SpendFor(text.bytes));
  if (CountCharacters(fill) != 1) return Wrong("the fill must be one character, found '{}'", fill);
  const auto length = static_cast<int64_t>(CountCharacters(text.bytes));
  if (width <= length) return Value(text);
  const auto missing = static_cast<size_t>(width - length);
  TRY(in.heap().CheckRoom(missing > kMaxMemoryBytes ? missing : missing * fill.size()));
  size_t left = alignment == Alignment::kRight ? missing : 0;
  // Python puts an odd space to the left in a field of odd width.
  if (alignment == Alignment::kCenter)
    left = missing / 2 + (missing & static_cast<size_t>(width) & 1);
  std::string padding;
  for (size_t i = 0; i < std::max(left, missing - left); ++i) padding += fill;
  const std::string_view any = padding;
  return Value(Text{TRY(in.heap().Join({any.substr(0, left * fill.size()), text.bytes,
                                        any.substr(0, (missing - left) * fill.size())})),
                    text.markup});
}

bool IsCased(std::string_view text, bool upper) {
  bool found = false;
  while (!text.empty()) {
    const Decoded next = DecodeUtf8(text);
    if (upper ? IsLower(next.code_point) : IsUpper(next.code_point)) return false;
    found = found || (upper ? IsUpper(next.code_point) : IsLower(next.code_point));
    text.remove_prefix(next.num_bytes);
  }
  return found;
}

}  // namespace ponder::jinja
