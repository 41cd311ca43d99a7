// Methods of strings.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/methods.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/str_format.h"
#include "core/text/jinja/text_methods.h"
#include "core/text/unicode.h"

namespace ponder::jinja {
namespace {

Result<Value> NewLike(Interpreter& in, const Text& model, std::string_view text) {
  return Value(Text{TRY(in.heap().Copy(text)), model.markup});
}

template <std::string (*kMap)(std::string_view)>
Result<Value> Mapped(Interpreter& in, const Value& self, const Bound&) {
  TRY(in.SpendForCharacters(self.AsText().bytes));
  return NewLike(in, self.AsText(), kMap(self.AsText().bytes));
}

template <Side kSide>
Result<Value> Stripped(Interpreter& in, const Value& self, const Bound& arguments) {
  return StripMethod(in, self.AsText(), kSide, arguments);
}

Result<Value> NewTexts(Interpreter& in, const Text& model,
                       const std::vector<std::string_view>& parts) {
  TRY(in.Spend(parts.size()));
  std::vector<Value> items;
  items.reserve(parts.size());
  for (std::string_view part : parts) items.push_back(Text{part, model.markup});
  return in.heap().NewList(std::move(items));
}

template <bool kFromRight>
Result<Value> Split(Interpreter& in, const Value& self, const Bound& arguments) {
  const std::string_view text = self.AsText().bytes;
  std::optional<std::string_view> separator;
  if (arguments.Has(0) && !arguments[0].IsNone()) separator = TRY(arguments.TextOf(0));
  if (separator && separator->empty()) return Wrong("empty separator");
  const int64_t limit = TRY(arguments.Int(1, -1));
  TRY(separator ? in.SpendFor(text) : in.SpendForCharacters(text));
  // Searching from the right may compare the whole separator at every byte.
  if (kFromRight && separator)
    TRY(in.Spend(text.size() / kBytesPerStep * (separator->size() / 16)));
  return NewTexts(
      in, self.AsText(),
      kFromRight ? SplitTextFromRight(text, separator, limit) : SplitText(text, separator, limit));
}

Result<Value> SplitIntoLines(Interpreter& in, const Value& self, const Bound& arguments) {
  TRY(in.SpendForCharacters(self.AsText().bytes));
  return NewTexts(in, self.AsText(), SplitLines(self.AsText().bytes, arguments.Truth(0, false)));
}

template <bool kFromRight>
Result<Value> Partition(Interpreter& in, const Value& self, const Bound& arguments) {
  const Text& text = self.AsText();
  const std::string_view separator = TRY(arguments.TextOf(0));
  if (separator.empty()) return Wrong("empty separator");
  TRY(in.Spend(text.bytes.size() / kBytesPerStep * (separator.size() / 16 + 1)));
  const size_t at = kFromRight ? text.bytes.rfind(separator) : Find(text.bytes, separator);
  const auto part = [&](std::string_view bytes) { return Value(Text{bytes, text.markup}); };
  if (at == text.bytes.npos) {
    if (kFromRight) return in.heap().NewTuple({part(""), part(""), part(text.bytes)});
    return in.heap().NewTuple({part(text.bytes), part(""), part("")});
  }
  return in.heap().NewTuple({part(text.bytes.substr(0, at)), part(separator),
                             part(text.bytes.substr(at + separator.size()))});
}

// The items must be strings; in markup, plain ones are escaped.
Result<Value> Join(Interpreter& in, const Value& self, const Bound& arguments) {
  const Text& separator = self.AsText();
  std::vector<std::string_view> parts;
  for (const Value& item : TRY(ItemsOf(in, arguments[0]))) {
    if (!item.IsText()) {
      return Wrong("join(): want strings only, found {}", TypeName(item));
    }
    if (!parts.empty()) parts.push_back(separator.bytes);
    const bool escapes = separator.markup && !item.AsText().markup;
    const std::string_view text = item.AsText().bytes;
    parts.push_back(escapes ? TRY(in.heap().Copy(EscapeHtml(text))) : text);
    TRY(in.SpendFor(text));
  }
  return Value(
      Text{parts.empty() ? std::string_view() : TRY(in.heap().Join(parts)), separator.markup});
}

// The characters between the optional bounds in arguments `from` and `from` + 1.
Result<std::string_view> Window(Interpreter& in, std::string_view text, const Bound& arguments,
                                size_t from, size_t* begin = nullptr) {
  TRY(in.SpendFor(text));
  const auto length = static_cast<int64_t>(CountCharacters(text));
  const auto start = TRY(arguments.IntOrNone(from));
  const auto stop = TRY(arguments.IntOrNone(from + 1));
  const SliceRange range = ResolveSlice(start, stop, 1, length);
  if (begin != nullptr) *begin = static_cast<size_t>(range.start);
  const auto first = static_cast<size_t>(range.start);
  return Characters(text, first, first + static_cast<size_t>(range.count));
}

template <bool kAtEnd>
Result<Value> Touches(Interpreter& in, const Value& self, const Bound& arguments) {
  const std::string_view text = TRY(Window(in, self.AsText().bytes, arguments, 1));
  std::vector<Value> choices = {arguments[0]};
  if (const Tuple* tuple = arguments[0].AsTuple()) choices = tuple->items;
  for (const Value& choice : choices) {
    TRY(in.Spend(1));
    if (!choice.IsText()) {
      return Wrong("startswith() and endswith() need strings, found {}", TypeName(choice));
    }
    const std::string_view part = choice.AsText().bytes;
    if (kAtEnd ? text.ends_with(part) : text.starts_with(part)) return true;
  }
  return false;
}

// The position of the text in the first argument, in characters; -1 or an error without it.
template <bool kFromRight, bool kFails>
Result<Value> Position(Interpreter& in, const Value& self, const Bound& arguments) {
  size_t begin = 0;
  const std::string_view part = TRY(arguments.TextOf(0));
  const std::string_view text = TRY(Window(in, self.AsText().bytes, arguments, 1, &begin));
  if (kFromRight) TRY(in.Spend(text.size() / kBytesPerStep * (part.size() / 16)));
  const size_t at = kFromRight ? text.rfind(part) : Find(text, part);
  if (at != text.npos) return Value::Of(begin + CountCharacters(text.substr(0, at)));
  if (kFails) return Wrong("substring not found");
  return Value(Integer{-1});
}

Result<Value> Count(Interpreter& in, const Value& self, const Bound& arguments) {
  const std::string_view part = TRY(arguments.TextOf(0));
  const std::string_view text = TRY(Window(in, self.AsText().bytes, arguments, 1));
  const size_t count = CountText(text, part);
  TRY(in.Spend(count / 4));
  return Value::Of(count);
}

Result<Value> Replace(Interpreter& in, const Value& self, const Bound& arguments) {
  const std::string_view old = TRY(arguments.TextOf(0));
  const std::string_view with = TRY(arguments.TextOf(1));
  const bool escapes = self.AsText().markup && !arguments[1].AsText().markup;
  return ReplaceIn(in, self.AsText(), old, escapes ? TRY(in.heap().Copy(EscapeHtml(with))) : with,
                   TRY(arguments.Int(2, -1)));
}

Result<Value> RemovePrefix(Interpreter&, const Value& self, const Bound& arguments) {
  Text text = self.AsText();
  const std::string_view prefix = TRY(arguments.TextOf(0));
  if (text.bytes.starts_with(prefix)) text.bytes.remove_prefix(prefix.size());
  return Value(text);
}

Result<Value> RemoveSuffix(Interpreter&, const Value& self, const Bound& arguments) {
  Text text = self.AsText();
  const std::string_view suffix = TRY(arguments.TextOf(0));
  if (text.bytes.ends_with(suffix)) text.bytes.remove_suffix(suffix.size());
  return Value(text);
}

template <Alignment kAlignment>
Result<Value> Padded(Interpreter& in, const Value& self, const Bound& arguments) {
  const int64_t width = TRY(arguments.Int(0, 0));
  return Pad(in, self.AsText(), width, TRY(arguments.TextOr(1, " ")), kAlignment);
}

// Zeros between the sign and the digits.
Result<Value> ZeroFill(Interpreter& in, const Value& self, const Bound& arguments) {
  const Text& text = self.AsText();
  const bool sign = text.bytes.starts_with('-') || text.bytes.starts_with('+');
  const int64_t width = TRY(arguments.Int(0, 0)) - (sign ? 1 : 0);
  const Text digits{text.bytes.substr(sign ? 1 : 0)};
  const Value filled = TRY(Pad(in, digits, width, "0", Alignment::kRight));
  return Value(
      Text{TRY(in.heap().Join({text.bytes.substr(0, sign ? 1 : 0), filled.AsText().bytes})),
           text.markup});
}

bool IsAlphanumeric(char32_t c) { return IsLetter(c) || IsNumeric(c); }
bool IsAscii(char32_t c) { return c < 0x80; }

// Whether all characters pass, and whether an empty text does.
template <CharacterTest kTest, bool kEmpty>
Result<Value> All(Interpreter& in, const Value& self, const Bound&) {
  const std::string_view text = self.AsText().bytes;
  TRY(in.SpendForCharacters(text));
  return text.empty() ? kEmpty : LeadingBytes(text, kTest) == text.size();
}

template <bool kUpper>
Result<Value> Cased(Interpreter& in, const Value& self, const Bound&) {
  TRY(in.SpendForCharacters(self.AsText().bytes));
  return IsCased(self.AsText().bytes, kUpper);
}

constexpr Native kMethods[] = {
    {"upper", Mapped<ToUpper>},
    {"lower", Mapped<ToLower>},
    {"casefold", Mapped<ToLower>},
    {"capitalize", Mapped<Capitalize>},
    {"title", Mapped<Title>},
    {"swapcase", Mapped<SwapCase>},
    {"strip", Stripped<Side::kBoth>, {"chars"}},
    {"lstrip", Stripped<Side::kLeft>, {"chars"}},
    {"rstrip", Stripped<Side::kRight>, {"chars"}},
    {"split", Split<false>, {"sep", "maxsplit"}},
    {"rsplit", Split<true>, {"sep", "maxsplit"}},
    {"splitlines", SplitIntoLines, {"keepends"}},
    {"partition", Partition<false>, {"sep"}, 1},
    {"rpartition", Partition<true>, {"sep"}, 1},
    {"join", Join, {"iterable"}, 1},
    {"startswith", Touches<false>, {"prefix", "start", "end"}, 1},
    {"endswith", Touches<true>, {"suffix", "start", "end"}, 1},
    {"find", Position<false, false>, {"sub", "start", "end"}, 1},
    {"rfind", Position<true, false>, {"sub", "start", "end"}, 1},
    {"index", Position<false, true>, {"sub", "start", "end"}, 1},
    {"rindex", Position<true, true>, {"sub", "start", "end"}, 1},
    {"count", Count, {"sub", "start", "end"}, 1},
    {"replace", Replace, {"old", "new", "count"}, 2},
    {"removeprefix", RemovePrefix, {"prefix"}, 1},
    {"removesuffix", RemoveSuffix, {"suffix"}, 1},
    {"ljust", Padded<Alignment::kLeft>, {"width", "fillchar"}, 1},
    {"rjust", Padded<Alignment::kRight>, {"width", "fillchar"}, 1},
    {"center", Padded<Alignment::kCenter>, {"width", "fillchar"}, 1},
    {"zfill", ZeroFill, {"width"}, 1},
    {"isalpha", All<IsLetter, false>},
    {"isdigit", All<IsDigit, false>},
    {"isdecimal", All<IsDecimalDigit, false>},
    {"isnumeric", All<IsNumeric, false>},
    {"isalnum", All<IsAlphanumeric, false>},
    {"isspace", All<IsPythonSpace, false>},
    {"isprintable", All<IsPrintable, true>},
    {"isascii", All<IsAscii, true>},
    {"isupper", Cased<true>},
    {"islower", Cased<false>},
    {.name = "format", .function = FormatMethod, .variadic = true},
    {"format_map", FormatMapMethod, {"mapping"}, 1},
};

}  // namespace

std::span<const Native> TextMethods() { return kMethods; }

}  // namespace ponder::jinja
