// Filters that escape text for HTML, URLs and JSON.
#include <array>

#include "core/text/jinja/builtins.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/python_text.h"
#include "core/text/jinja/text_of.h"
#include "core/text/jinja/to_json.h"
#include "core/text/unicode.h"

namespace ponder::jinja {
namespace {

Result<Value> Escape(Interpreter& in, const Value& self, const Bound&) {
  if (self.IsText() && self.AsText().markup) return self;
  const std::string_view text = TRY(TextOf(in, self));
  TRY(in.SpendForCharacters(text));
  return Value(Text{TRY(in.heap().Copy(EscapeHtml(text))), true});
}

Result<Value> ForceEscape(Interpreter& in, const Value& self, const Bound&) {
  const std::string_view text = TRY(TextOf(in, self));
  TRY(in.SpendForCharacters(text));
  return Value(Text{TRY(in.heap().Copy(EscapeHtml(text))), true});
}

Result<Value> Safe(Interpreter& in, const Value& self, const Bound&) {
  return Value(Text{TRY(TextOf(in, self)), true});
}

bool IsUnreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '.' || c == '-' || c == '~';
}

// Percent-encodes; in a query a space is "+" and a slash is encoded.
std::string Quote(std::string_view text, bool in_query) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    if (IsUnreserved(c) || (c == '/' && !in_query)) {
      out.push_back(c);
    } else if (c == ' ' && in_query) {
      out.push_back('+');
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

Result<Value> UrlEncode(Interpreter& in, const Value& self, const Bound&) {
  if (self.IsText() || !IsIterable(self)) {
    return in.heap().NewText(Quote(TRY(TextOf(in, self)), /*in_query=*/false));
  }
  std::vector<Dict::Entry> pairs;
  if (const Dict* dict = self.AsDict()) {
    pairs = dict->entries();
  } else {
    for (const Value& item : TRY(ItemsOf(in, self))) {
      const std::vector<Value> pair = TRY(ItemsOf(in, item));
      if (pair.size() != 2) return Wrong("urlencode() needs pairs, found {} values", pair.size());
      pairs.emplace_back(pair[0], pair[1]);
    }
  }
  std::string out;
  for (const auto& [key, value] : pairs) {
    if (!out.empty()) out.push_back('&');
    out += Quote(TRY(TextOf(in, key)), true) + "=" + Quote(TRY(TextOf(in, value)), true);
    TRY(in.SpendFor(out));
  }
  return in.heap().NewText(out);
}

Result<Value> XmlAttributes(Interpreter& in, const Value& self, const Bound& arguments) {
  const Dict* dict = self.AsDict();
  if (dict == nullptr) return Wrong("xmlattr() needs a dict, found {}", TypeName(self));
  std::string out;
  for (const auto& [key, value] : dict->entries()) {
    if (value.IsNone() || value.IsUndefined()) continue;
    const std::string_view name = TRY(TextOf(in, key));
    if (name.find_first_of(" \t\n\r\f\v/>=") != name.npos) {
      return Wrong("xmlattr(): '{}' cannot be the name of an attribute", name);
    }
    const bool markup = value.IsText() && value.AsText().markup;
    const std::string_view text = TRY(TextOf(in, value));
    if (!out.empty()) out.push_back(' ');
    out += EscapeHtml(name) + "=\"" + (markup ? std::string(text) : EscapeHtml(text)) + "\"";
    TRY(in.SpendFor(out));
  }
  if (arguments.Truth(0, true) && !out.empty()) out.insert(0, " ");
  return in.heap().NewText(out);
}

// Without tags and comments, with white space runs as one space.
Result<Value> StripTags(Interpreter& in, const Value& self, const Bound&) {
  std::string_view text = TRY(TextOf(in, self));
  TRY(in.SpendForCharacters(text));
  std::string plain;
  while (!text.empty()) {
    const size_t open = std::min(text.find('<'), text.size());
    plain += text.substr(0, open);
    text.remove_prefix(open);
    const bool comment = text.starts_with("<!--");
    const size_t close = text.find(comment ? "-->" : ">");
    if (close == text.npos) break;
    text.remove_prefix(close + (comment ? 3 : 1));
  }
  plain += text;
  std::string out;
  for (std::string_view word : SplitText(plain, std::nullopt, -1)) {
    if (!out.empty()) out.push_back(' ');
    out += word;
  }
  return in.heap().NewText(out);
}

constexpr Native kFilters[] = {
    {"escape", Escape},
    {"e", Escape},
    {"forceescape", ForceEscape},
    {"safe", Safe},
    {"urlencode", UrlEncode},
    {"xmlattr", XmlAttributes, {"autospace"}},
    {"striptags", StripTags},
    {"tojson", ToJsonFilter, {"ensure_ascii", "indent", "separators", "sort_keys"}},
};

}  // namespace

std::span<const Native> MarkupFilters() { return kFilters; }

}  // namespace ponder::jinja
