#include "core/text/jinja/to_json.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/text/jinja/compare.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/number_text.h"
#include "core/text/jinja/objects.h"

namespace ponder::jinja {
namespace {

constexpr int64_t kMaxIndent = 1000;

struct Style {
  bool ascii = false;
  bool sort_keys = false;
  bool breaks_lines = false;
  std::string indent;  // of one level
  std::string item_separator = ", ";
  std::string key_separator = ": ";
};

void AppendUnit(uint32_t unit, std::string& out) { out += fmt::format("\\u{:04x}", unit); }

void AppendEscaped(char32_t c, std::string& out) {
  if (c < 0x10000) return AppendUnit(static_cast<uint32_t>(c), out);
  const auto rest = static_cast<uint32_t>(c) - 0x10000;
  AppendUnit(0xD800 + (rest >> 10), out);
  AppendUnit(0xDC00 + (rest & 0x3FF), out);
}

// The escape of a control character, quote or backslash; empty for others.
std::string_view ShortEscape(char32_t c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    default:
      return "";
  }
}

class JsonWriter {
 public:
  JsonWriter(Interpreter& in, Style style) : in_(&in), style_(std::move(style)) {}

  Status Write(const Value& value);
  const std::string& text() const { return out_; }

 private:
  Status WriteItems(const std::vector<Value>& items);
  Status WriteDict(const Dict& dict);
  Result<std::string> KeyText(const Value& key) const;
  Result<std::vector<Dict::Entry>> Sorted(std::vector<Dict::Entry> entries) const;
  Status WriteString(std::string_view text);
  void WriteScalar(const Value& value);
  void NewLine();

  Interpreter* in_;
  Style style_;
  std::string out_;
  int depth_ = 0;
};

void JsonWriter::NewLine() {
  if (!style_.breaks_lines) return;
  out_.push_back('\n');
  for (int i = 0; i < depth_; ++i) out_ += style_.indent;
}

Status JsonWriter::WriteString(std::string_view text) {
  TRY(in_->SpendForCharacters(text));
  out_.push_back('"');
  while (!text.empty()) {
    const Decoded next = DecodeUtf8(text);
    const char32_t c = next.code_point;
    const std::string_view escape = ShortEscape(c);
    if (!escape.empty()) {
      out_ += escape;
    } else if (c < 0x20 || (style_.ascii && c >= 0x7F)) {
      AppendEscaped(c, out_);
    } else {
      out_ += text.substr(0, next.num_bytes);
    }
    text.remove_prefix(next.num_bytes);
  }
  out_.push_back('"');
  return {};
}

std::string ScalarText(const Value& value) {
  if (value.IsNone()) return "null";
  if (value.IsBool()) return value.AsBool() ? "true" : "false";
  if (value.IsInteger()) return IntegerText(value.AsIntegral());
  const double number = value.AsNumber();
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  return FloatText(number);
}

Status JsonWriter::Write(const Value& value) {
  TRY(in_->Spend(1));
  if (out_.size() > kMaxOutputBytes) return Wrong("tojson(): more than {} bytes", kMaxOutputBytes);
  if (value.IsText()) return WriteString(value.AsText().bytes);
  if (value.IsNone() || value.IsNumber()) {
    out_ += ScalarText(value);
    return {};
  }
  if (++depth_ > kMaxValueDepth) return Wrong("tojson(): nested deeper than {}", kMaxValueDepth);
  if (const Sequence* sequence = value.AsSequence()) {
    TRY(WriteItems(sequence->items));
  } else if (const Dict* dict = value.AsDict()) {
    TRY(WriteDict(*dict));
  } else {
    return Wrong("Object of type {} is not JSON serializable", TypeName(value));
  }
  --depth_;
  return {};
}

Status JsonWriter::WriteItems(const std::vector<Value>& items) {
  if (items.empty()) {
    out_ += "[]";
    return {};
  }
  out_.push_back('[');
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out_ += style_.item_separator;
    NewLine();
    TRY(Write(items[i]));
  }
  --depth_;
  NewLine();
  ++depth_;
  out_.push_back(']');
  return {};
}

Result<std::string> JsonWriter::KeyText(const Value& key) const {
  if (key.IsText()) return std::string(key.AsText().bytes);
  if (key.IsNone() || key.IsNumber()) return ScalarText(key);
  return Wrong("tojson(): keys must be strings or numbers, not {}", TypeName(key));
}

Result<std::vector<Dict::Entry>> JsonWriter::Sorted(std::vector<Dict::Entry> entries) const {
  Status failed;
  std::ranges::stable_sort(entries, [&](const Dict::Entry& a, const Dict::Entry& b) {
    const auto order = Compare(*in_, a.first, b.first);
    if (!order) failed = tl::unexpected<Error>(order.error());
    return order.value_or(0) < 0;
  });
  TRY(std::move(failed));
  return entries;
}

Status JsonWriter::WriteDict(const Dict& dict) {
  if (dict.entries().empty()) {
    out_ += "{}";
    return {};
  }
  const std::vector<Dict::Entry> entries =
      style_.sort_keys ? TRY(Sorted(dict.entries())) : dict.entries();
  out_.push_back('{');
  bool first = true;
  for (const auto& [key, value] : entries) {
    if (!first) out_ += style_.item_separator;
    first = false;
    NewLine();
    TRY(WriteString(TRY(KeyText(key))));
    out_ += style_.key_separator;
    TRY(Write(value));
  }
  --depth_;
  NewLine();
  ++depth_;
  out_.push_back('}');
  return {};
}

Status ReadIndent(const Bound& arguments, Style& style) {
  if (!arguments.Has(1) || arguments[1].IsNone()) return {};
  style.breaks_lines = true;
  style.item_separator = ",";
  if (arguments[1].IsText()) {
    style.indent = arguments[1].AsText().bytes;
    return {};
  }
  const int64_t width = TRY(arguments.Int(1, 0));
  if (width > kMaxIndent) return Wrong("tojson(): want an indent of at most {}", kMaxIndent);
  style.indent.assign(static_cast<size_t>(std::max<int64_t>(width, 0)), ' ');
  return {};
}

Status ReadSeparators(const Bound& arguments, Style& style) {
  if (!arguments.Has(2) || arguments[2].IsNone()) return {};
  const Sequence* pair = arguments[2].AsSequence();
  if (pair == nullptr || pair->items.size() != 2 || !pair->items[0].IsText() ||
      !pair->items[1].IsText()) {
    return Wrong("tojson(): separators must be two strings");
  }
  style.item_separator = pair->items[0].AsText().bytes;
  style.key_separator = pair->items[1].AsText().bytes;
  return {};
}

}  // namespace

Result<Value> ToJsonFilter(Interpreter& in, const Value& self, const Bound& arguments) {
  Style style;
  style.ascii = arguments.Truth(0, false);
  style.sort_keys = arguments.Truth(3, false);
  TRY(ReadIndent(arguments, style));
  TRY(ReadSeparators(arguments, style));
  JsonWriter writer(in, std::move(style));
  TRY(writer.Write(self));
  return in.heap().NewText(writer.text());
}

}  // namespace ponder::jinja
