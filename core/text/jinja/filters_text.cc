// Filters that make text of text.
#include "core/text/jinja/builtins.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/percent_format.h"
#include "core/text/jinja/python_text.h"
#include "core/text/jinja/text_methods.h"
#include "core/text/jinja/text_of.h"
#include "core/text/unicode.h"

namespace ponder::jinja {
namespace {

// The input as text; markup stays markup, other values are printed.
Result<Text> SoftText(Interpreter& in, const Value& value) {
  if (value.IsText()) return value.AsText();
  return Text{TRY(TextOf(in, value))};
}

// A filter that is the method of the same name without arguments.
template <std::string (*kMap)(std::string_view)>
Result<Value> MapText(Interpreter& in, const Value& self, const Bound&) {
  const Text text = TRY(SoftText(in, self));
  TRY(in.SpendForCharacters(text.bytes));
  return Value(Text{TRY(in.heap().Copy(kMap(text.bytes))), text.markup});
}

bool StartsWord(char32_t c) {
  return c == '-' || c == '(' || c == '{' || c == '[' || c == '<' || IsPythonSpace(c);
}

// Unlike the method title, only white space, hyphens and opening brackets separate words.
std::string TitleWords(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t gap = LeadingBytes(text, StartsWord);
    out += text.substr(0, gap);
    text.remove_prefix(gap);
    const size_t word = LeadingBytes(text, [](char32_t c) { return !StartsWord(c); });
    out += Capitalize(text.substr(0, word));
    text.remove_prefix(word);
  }
  return out;
}

Result<Value> Trim(Interpreter& in, const Value& self, const Bound& arguments) {
  const Text text = TRY(SoftText(in, self));
  return StripMethod(in, text, Side::kBoth, arguments);
}

// Text of any value, so that numbers can be replaced too; markup is lost, as upstream.
Result<Value> Replace(Interpreter& in, const Value& self, const Bound& arguments) {
  const std::string_view text = TRY(TextOf(in, self));
  const std::string_view old = TRY(TextOf(in, arguments[0]));
  const std::string_view with = TRY(TextOf(in, arguments[1]));
  const auto limit = TRY(arguments.IntOrNone(2));
  return ReplaceIn(in, Text{text}, old, with, limit.value_or(-1));
}

Result<Value> ToString(Interpreter& in, const Value& self, const Bound&) {
  return Value(TRY(SoftText(in, self)));
}

Result<Value> Center(Interpreter& in, const Value& self, const Bound& arguments) {
  const Text text = TRY(SoftText(in, self));
  return Pad(in, text, TRY(arguments.Int(0, 80)), " ", Alignment::kCenter);
}

Result<Value> WordCount(Interpreter& in, const Value& self, const Bound&) {
  std::string_view text = TRY(SoftText(in, self)).bytes;
  TRY(in.SpendForCharacters(text));
  size_t words = 0;
  while (!text.empty()) {
    text.remove_prefix(LeadingBytes(text, [](char32_t c) { return !IsWordCharacter(c); }));
    const size_t word = LeadingBytes(text, IsWordCharacter);
    words += word > 0 ? 1 : 0;
    text.remove_prefix(word);
  }
  return Value::Of(words);
}

Result<Value> Indent(Interpreter& in, const Value& self, const Bound& arguments) {
  if (!self.IsText()) return Wrong("indent() needs a string, found {}", TypeName(self));
  std::string indention;
  if (arguments.Has(0) && arguments[0].IsText()) {
    indention = arguments[0].AsText().bytes;
  } else {
    const int64_t width = TRY(arguments.Int(0, 4));
    if (width > 1000) return Wrong("indent(): want a width of at most 1000, found {}", width);
    indention.assign(static_cast<size_t>(std::max<int64_t>(width, 0)), ' ');
  }
  const bool first = arguments.Truth(1, false);
  const bool blank = arguments.Truth(2, false);
  const std::string_view text = self.AsText().bytes;
  // Upstream adds a line break so that a last empty line counts.
  const std::vector<std::string_view> lines =
      SplitLines(TRY(in.heap().Join({text, "\n"})), /*keep_ends=*/false);
  TRY(in.Spend(lines.size()));
  std::vector<std::string_view> parts;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) parts.push_back("\n");
    if (i == 0 ? first : (blank || !lines[i].empty())) parts.push_back(indention);
    parts.push_back(lines[i]);
  }
  return Value(Text{TRY(in.heap().Join(parts)), self.AsText().markup});
}

Result<Value> Truncate(Interpreter& in, const Value& self, const Bound& arguments) {
  const auto own_length = LengthOf(self);
  if (!own_length) return Wrong("truncate() needs a string, found {}", TypeName(self));
  const std::string_view end = TRY(arguments.TextOr(2, "..."));
  const int64_t length = TRY(arguments.Int(0, 255));
  const int64_t leeway = TRY(arguments.IntOrNone(3)).value_or(5);
  const auto end_length = static_cast<int64_t>(CountCharacters(end));
  if (length < end_length || leeway < 0) {
    return Wrong("truncate(): want a length of at least {} and a leeway of at least 0", end_length);
  }
  const auto count = static_cast<int64_t>(*own_length);
  if (count <= length || count - length <= leeway) return self;
  if (!self.IsText()) return Wrong("truncate() needs a string, found {}", TypeName(self));
  const std::string_view text = self.AsText().bytes;
  TRY(in.SpendFor(text));
  std::string_view kept = Characters(text, 0, static_cast<size_t>(length - end_length));
  if (!arguments.Truth(1, false)) kept = kept.substr(0, kept.rfind(' '));
  return Value(Text{TRY(in.heap().Join({kept, end})), self.AsText().markup});
}

Result<Value> Format(Interpreter& in, const Value& self, const Bound& arguments) {
  const Text text = TRY(SoftText(in, self));
  const Arguments& all = arguments.all();
  if (all.keywords.empty()) {
    return PercentFormat(in, text, TRY(in.heap().NewTuple(all.positional)));
  }
  if (!all.positional.empty()) {
    return Wrong("format() takes arguments with names or without, not both");
  }
  Dict* names = TRY(in.heap().New<Dict>());
  for (const auto& [name, value] : all.keywords) names->Set(Value::Of(name), value);
  return PercentFormat(in, text, Value(names));
}

constexpr Native kFilters[] = {
    {"trim", Trim, {"chars"}},
    {"upper", MapText<ToUpper>},
    {"lower", MapText<ToLower>},
    {"title", MapText<TitleWords>},
    {"capitalize", MapText<Capitalize>},
    {"replace", Replace, {"old", "new", "count"}, 2},
    {"string", ToString},
    {"center", Center, {"width"}},
    {"wordcount", WordCount},
    {"indent", Indent, {"width", "first", "blank"}},
    {"truncate", Truncate, {"length", "killwords", "end", "leeway"}},
    {.name = "format", .function = Format, .variadic = true},
};

}  // namespace

std::span<const Native> TextFilters() { return kFilters; }

}  // namespace ponder::jinja
