#include "core/text/jinja/percent_format.h"

#include "core/text/jinja/format_spec.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/number_text.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/python_text.h"
#include "core/text/jinja/text_of.h"
#include "core/text/unicode.h"

namespace ponder::jinja {
namespace {

constexpr int64_t kMaxNumber = 1'000'000;  // a width
constexpr int64_t kMaxPrecision = 1000;

class PercentFormatter {
 public:
  PercentFormatter(Interpreter& in, const Text& format, const Value& values)
      : in_(&in), rest_(format.bytes), markup_(format.markup), values_(values) {}

  Result<std::string> Run();

 private:
  bool AllUsed() const;
  Status Conversion();
  Status TakeFlags(FormatSpec& spec);
  Status TakeSizes(FormatSpec& spec);
  Result<int64_t> TakeNumber(int64_t limit);
  Result<Value> TakeValue();
  Status Convert(char type, FormatSpec spec, const Value& value);
  Status ConvertText(char type, const FormatSpec& spec, const Value& value);
  Status ConvertInteger(char type, FormatSpec spec, const Value& value);

  Interpreter* in_;
  std::string_view rest_;
  const bool markup_;
  const Value values_;
  const Value* named_ = nullptr;  // of the current %(name)
  size_t used_ = 0;
  std::string out_;
};

// Python lets everything pass that might hold values for %(name)s, even lists.
bool PercentFormatter::AllUsed() const {
  if (const Tuple* tuple = values_.AsTuple()) return used_ == tuple->items.size();
  return used_ > 0 || values_.AsDict() || values_.AsList() || values_.AsRange() ||
         values_.IsUndefined();
}

Result<std::string> PercentFormatter::Run() {
  while (!rest_.empty()) {
    const size_t plain = std::min(rest_.find('%'), rest_.size());
    out_ += rest_.substr(0, plain);
    rest_.remove_prefix(plain);
    if (!rest_.empty()) TRY(Conversion());
    TRY(in_->Spend(1));
    TRY(in_->heap().CheckRoom(out_.size()));
  }
  if (!AllUsed()) return Wrong("not all arguments converted during string formatting");
  return std::move(out_);
}

Status PercentFormatter::TakeFlags(FormatSpec& spec) {
  bool zero = false;
  spec.align = '>';
  for (; !rest_.empty(); rest_.remove_prefix(1)) {
    switch (rest_[0]) {
      case '-':
        spec.align = '<';
        break;
      case '+':
        spec.sign = '+';
        break;
      case ' ':
        spec.sign = spec.sign == '+' ? '+' : ' ';
        break;
      case '#':
        spec.alternate = true;
        break;
      case '0':
        zero = true;
        break;
      default:
        if (zero && spec.align != '<') {
          spec.fill = "0";
          spec.align = '=';
        }
        return {};
    }
  }
  return {};
}

Result<int64_t> PercentFormatter::TakeNumber(int64_t limit) {
  int64_t number = 0;
  if (rest_.starts_with('*')) {
    rest_.remove_prefix(1);
    const Value value = TRY(TakeValue());
    if (!value.IsIntegral()) return Wrong("* wants int");
    if (value.AsIntegral() < 0 || value.AsIntegral() > limit) {
      return Wrong("a format with a number outside of 0 to {}", limit);
    }
    return static_cast<int64_t>(value.AsIntegral());
  }
  while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
    number = number * 10 + (rest_[0] - '0');
    if (number > limit) return Wrong("a format with a number above {}", limit);
    rest_.remove_prefix(1);
  }
  return number;
}

Status PercentFormatter::TakeSizes(FormatSpec& spec) {
  spec.width = TRY(TakeNumber(kMaxNumber));
  if (!rest_.starts_with('.')) return {};
  rest_.remove_prefix(1);
  spec.precision = TRY(TakeNumber(kMaxPrecision));
  return {};
}

Result<Value> PercentFormatter::TakeValue() {
  if (named_ != nullptr) return *named_;
  if (const Tuple* tuple = values_.AsTuple()) {
    if (used_ == tuple->items.size()) return Wrong("not enough arguments for format string");
    return tuple->items[used_++];
  }
  if (used_++ > 0) return Wrong("not enough arguments for format string");
  return values_;
}

Status PercentFormatter::Conversion() {
  rest_.remove_prefix(1);
  named_ = nullptr;
  if (rest_.starts_with('(')) {
    const size_t end = rest_.find(')');
    const Dict* dict = values_.AsDict();
    if (end == rest_.npos) return Wrong("incomplete format key");
    if (dict == nullptr) return Wrong("format requires a mapping");
    const std::string_view name = rest_.substr(1, end - 1);
    named_ = dict->Find(Value::Of(name));
    if (named_ == nullptr) return Wrong("no value for '%({})'", name);
    rest_.remove_prefix(end + 1);
  }
  FormatSpec spec;
  TRY(TakeFlags(spec));
  TRY(TakeSizes(spec));
  if (rest_.empty()) return Wrong("incomplete format");
  const char type = rest_[0];
  rest_.remove_prefix(1);
  if (type == '%') {
    out_.push_back('%');
    return {};
  }
  return Convert(type, spec, TRY(TakeValue()));
}

Status PercentFormatter::ConvertText(char type, const FormatSpec& spec, const Value& value) {
  FormatSpec padding = spec;
  padding.fill = " ";
  if (padding.align == '=') padding.align = '>';
  std::string text = type == 's' ? std::string(TRY(TextOf(*in_, value))) : TRY(ReprOf(*in_, value));
  if (markup_ && !(value.IsText() && value.AsText().markup)) text = EscapeHtml(text);
  return FormatText(*in_, text, padding, out_);
}

// A precision is the least number of digits.
Status PercentFormatter::ConvertInteger(char type, FormatSpec spec, const Value& value) {
  if (!value.IsNumber()) {
    return Wrong("%{} format: a number is required, not {}", type, TypeName(value));
  }
  const bool decimal = type == 'd' || type == 'i' || type == 'u';
  if (!decimal && !value.IsIntegral()) {
    return Wrong("%{} format: an integer is required, not {}", type, TypeName(value));
  }
  const auto integer = value.IsFloat() ? TruncateToInteger(value.AsNumber()) : value.AsIntegral();
  if (!integer) return Wrong("%{} format: the number is too large", type);
  const int64_t digits = spec.precision;
  spec.precision = -1;
  spec.type = decimal ? 'd' : type;
  if (digits < 0) return FormatInteger(*in_, *integer, spec, out_);
  FormatSpec inner = spec;
  inner.width =
      digits + (*integer < 0 || spec.sign != '-' ? 1 : 0) + (spec.alternate && !decimal ? 2 : 0);
  inner.fill = "0";
  inner.align = '=';
  std::string text;
  TRY(FormatInteger(*in_, *integer, inner, text));
  if (spec.align == '=') spec.align = '>';
  return FormatText(*in_, text, spec, out_);
}

Status PercentFormatter::Convert(char type, FormatSpec spec, const Value& value) {
  switch (type) {
    case 's':
    case 'r':
    case 'a':
      return ConvertText(type, spec, value);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return ConvertInteger(type, spec, value);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      if (!value.IsNumber()) return Wrong("must be real number, not {}", TypeName(value));
      spec.type = type;
      return FormatFloat(*in_, value.AsNumber(), spec, out_);
    case 'c':
      spec.type = 'c';
      if (value.IsIntegral()) return FormatInteger(*in_, value.AsIntegral(), spec, out_);
      if (value.IsText() && CountCharacters(value.AsText().bytes) == 1) {
        return ConvertText('s', spec, value);
      }
      return Wrong("%c requires int or char");
    default:
      return Wrong("unsupported format character '{}'", type);
  }
}

}  // namespace

Result<Value> PercentFormat(Interpreter& in, const Text& format, const Value& values) {
  TRY(in.SpendFor(format.bytes));
  const std::string text = TRY(PercentFormatter(in, format, values).Run());
  return Value(Text{TRY(in.heap().Copy(text)), format.markup});
}

}  // namespace ponder::jinja
