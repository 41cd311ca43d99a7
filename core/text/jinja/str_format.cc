#include "core/text/jinja/str_format.h"

#include <algorithm>

#include "core/text/jinja/access.h"
#include "core/text/jinja/format_spec.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/number_text.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/text_of.h"

namespace ponder::jinja {
namespace {

class StrFormatter {
 public:
  StrFormatter(Interpreter& in, const Arguments& arguments) : in_(&in), arguments_(&arguments) {}

  // `depth`: a specification may hold fields of its own, once.
  Result<std::string> Run(std::string_view format, int depth);

 private:
  Status Field(std::string_view field, int depth, std::string& out);
  Result<Value> ValueOf(std::string_view name);
  Result<Value> ArgumentOf(std::string_view name);
  Result<Value> Follow(Value value, std::string_view path);

  Interpreter* in_;
  const Arguments* arguments_;
  size_t next_ = 0;         // for fields without a name
  bool numbered_ = false;   // fields have numbers
  bool automatic_ = false;  // fields have none
};

bool IsDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Where the field that starts behind a brace ends: at its own closing brace.
size_t EndOfField(std::string_view text) {
  int open = 1;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++open;
    if (text[i] == '}' && --open == 0) return i;
  }
  return text.npos;
}

Result<std::string> StrFormatter::Run(std::string_view format, int depth) {
  if (depth > 1) return Wrong("format(): fields nested too deeply");
  std::string out;
  while (!format.empty()) {
    const size_t plain = std::min(format.find_first_of("{}"), format.size());
    out += format.substr(0, plain);
    format.remove_prefix(plain);
    if (format.empty()) break;
    TRY(in_->Spend(1));
    TRY(in_->heap().CheckRoom(out.size()));
    if (format.starts_with("{{") || format.starts_with("}}")) {
      out.push_back(format[0]);
      format.remove_prefix(2);
      continue;
    }
    if (format[0] == '}') return Wrong("single '}}' encountered in format string");
    format.remove_prefix(1);
    const size_t end = EndOfField(format);
    if (end == format.npos) return Wrong("expected '}}' before end of string");
    TRY(Field(format.substr(0, end), depth, out));
    format.remove_prefix(end + 1);
  }
  return out;
}

Status StrFormatter::Field(std::string_view field, int depth, std::string& out) {
  const size_t name_end = std::min(field.find_first_of("!:"), field.size());
  Value value = TRY(ValueOf(field.substr(0, name_end)));
  field.remove_prefix(name_end);
  if (field.starts_with('!')) {
    if (field.size() < 2 || (field.size() > 2 && field[2] != ':')) {
      return Wrong("format(): expected ':' after the conversion");
    }
    if (field[1] != 's' && field[1] != 'r') return Wrong("unknown conversion '{}'", field[1]);
    value = field[1] == 's' ? Value::Of(TRY(TextOf(*in_, value)))
                            : TRY(in_->heap().NewText(TRY(ReprOf(*in_, value))));
    field.remove_prefix(2);
  }
  const std::string spec = field.empty() ? "" : TRY(Run(field.substr(1), depth + 1));
  return FormatValue(*in_, value, spec, out);
}

Result<Value> StrFormatter::ArgumentOf(std::string_view name) {
  if (name.empty() || IsDigits(name)) {
    (name.empty() ? automatic_ : numbered_) = true;
    if (automatic_ && numbered_) return Wrong("format(): fields with and without numbers");
    const auto number =
        name.empty() ? Integer(next_++) : ParseInteger(name, 10).value_or(INT64_MAX);
    if (number >= Integer(arguments_->positional.size())) {
      return Wrong("format(): no argument {}", IntegerText(number));
    }
    return arguments_->positional[static_cast<size_t>(number)];
  }
  for (const auto& [keyword, value] : arguments_->keywords) {
    if (keyword == name) return value;
  }
  return Wrong("format(): no argument '{}'", name);
}

Result<Value> StrFormatter::ValueOf(std::string_view name) {
  const size_t end = std::min(name.find_first_of(".["), name.size());
  return Follow(TRY(ArgumentOf(name.substr(0, end))), name.substr(end));
}

// ".attribute" and "[element]", any number of them.
Result<Value> StrFormatter::Follow(Value value, std::string_view path) {
  while (!path.empty()) {
    TRY(in_->Spend(1));
    const bool element = path[0] == '[';
    const size_t end =
        element ? path.find(']') : std::min(path.find_first_of(".[", 1), path.size());
    if (end == path.npos) return Wrong("format(): missing ']' in a field");
    const std::string_view name = path.substr(1, end - 1);
    path.remove_prefix(end + (element ? 1 : 0));
    if (!element) {
      value = TRY(GetAttribute(*in_, value, name));
    } else if (IsDigits(name)) {
      value = TRY(GetItem(*in_, value, Value(ParseInteger(name, 10).value_or(INT64_MAX))));
    } else {
      value = TRY(GetItem(*in_, value, Value::Of(name)));
    }
  }
  return value;
}

Result<Value> Formatted(Interpreter& in, const Text& format, const Arguments& arguments) {
  TRY(in.SpendFor(format.bytes));
  const std::string text = TRY(StrFormatter(in, arguments).Run(format.bytes, 0));
  return Value(Text{TRY(in.heap().Copy(text)), format.markup});
}

}  // namespace

Result<Value> FormatMethod(Interpreter& in, const Value& self, const Bound& arguments) {
  return Formatted(in, self.AsText(), arguments.all());
}

Result<Value> FormatMapMethod(Interpreter& in, const Value& self, const Bound& arguments) {
  const Dict* dict = arguments[0].AsDict();
  if (dict == nullptr) return Wrong("format_map() needs a dict, found {}", TypeName(arguments[0]));
  Arguments names;
  TRY(in.Spend(dict->entries().size()));
  for (const auto& [key, value] : dict->entries()) {
    if (key.IsText()) names.keywords.emplace_back(key.AsText().bytes, value);
  }
  return Formatted(in, self.AsText(), names);
}

}  // namespace ponder::jinja
