#include "core/text/jinja/format_spec.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/number_text.h"
#include "core/text/jinja/python_text.h"
#include "core/text/jinja/text_of.h"
#include "core/text/unicode.h"

namespace ponder::jinja {
namespace {

constexpr int64_t kMaxWidth = 1'000'000;
constexpr int64_t kMaxPrecision = 1000;
constexpr int kDefaultPrecision = 6;

bool IsAlign(char c) { return c == '<' || c == '>' || c == '^' || c == '='; }

bool TakeOne(std::string_view& text, std::string_view choices, char& into) {
  if (text.empty() || choices.find(text[0]) == choices.npos) return false;
  into = text[0];
  text.remove_prefix(1);
  return true;
}

Result<int64_t> TakeNumber(std::string_view& text, int64_t limit) {
  int64_t value = 0;
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    value = value * 10 + (text[0] - '0');
    if (value > limit) return Wrong("a format with a number above {}", limit);
    text.remove_prefix(1);
  }
  return value;
}

void TakeAlign(std::string_view& text, FormatSpec& spec) {
  const size_t first = text.empty() ? 0 : DecodeUtf8(text).num_bytes;
  if (first < text.size() && IsAlign(text[first])) {
    spec.fill = text.substr(0, first);
    spec.align = text[first];
    text.remove_prefix(first + 1);
  } else {
    TakeOne(text, "<>^=", spec.align);
  }
}

// A number in its parts, for signs, grouping and padding.
struct Digits {
  std::string sign;
  std::string prefix;  // 0x and the like
  std::string whole;
  std::string rest;  // point, fraction, exponent, percent sign
};

std::string Grouped(const std::string& digits, char separator, size_t size) {
  std::string out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % size == 0) out.push_back(separator);
    out.push_back(digits[i]);
  }
  return out;
}

Status Finish(Interpreter& in, Digits digits, const FormatSpec& spec, std::string& out) {
  const size_t group =
      spec.type == 'x' || spec.type == 'X' || spec.type == 'o' || spec.type == 'b' ? 4 : 3;
  const auto width = static_cast<size_t>(spec.width);
  const auto grouped = [&] {
    return spec.grouping == '\0' ? digits.whole : Grouped(digits.whole, spec.grouping, group);
  };
  const auto length = [&](const std::string& whole) {
    return digits.sign.size() + digits.prefix.size() + whole.size() + digits.rest.size();
  };
  std::string whole = grouped();
  if (spec.align == '=' && spec.fill == "0") {
    while (length(whole) < width) {
      digits.whole.insert(0, spec.grouping == '\0' ? width - length(whole) : 1, '0');
      whole = grouped();
    }
  }
  const std::string head = digits.sign + digits.prefix;
  if (spec.align == '=') {
    out += head;
    for (size_t n = length(whole); n < width; ++n) out += spec.fill;
    out += whole + digits.rest;
    return {};
  }
  FormatSpec padding = spec;
  padding.precision = -1;
  if (padding.align == '\0') padding.align = '>';
  return FormatText(in, head + whole + digits.rest, padding, out);
}

std::string SignOf(bool negative, const FormatSpec& spec) {
  if (negative) return "-";
  return spec.sign == '-' ? "" : std::string(1, spec.sign);
}

// Cuts "123.45e+06" behind its leading digits.
void SplitNumber(const std::string& text, Digits& digits) {
  const size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  digits.whole = text.substr(0, end);
  digits.rest = text.substr(end);
}

// A float without a type looks like repr, or like 'g' with a digit behind the point.
std::string PlainFloat(double value, const FormatSpec& spec) {
  if (spec.precision < 0) return FloatText(value);
  std::string text = fmt::format("{:.{}g}", value, std::max<int64_t>(spec.precision, 1));
  const bool integral = text.find_first_of(".en") == std::string::npos;
  if (!integral) return text;
  // Python switches to an exponent one digit earlier here than 'g' does.
  if (static_cast<int64_t>(text.size()) >= spec.precision && spec.precision > 0) {
    return fmt::format("{:.{}e}", value, std::max<int64_t>(spec.precision - 1, 0));
  }
  return text + ".0";
}

}  // namespace

Result<FormatSpec> FormatSpec::Parse(std::string_view text) {
  FormatSpec spec;
  TakeAlign(text, spec);
  TakeOne(text, "+- ", spec.sign);
  char mark = '\0';
  spec.alternate = TakeOne(text, "#", mark);
  if (TakeOne(text, "0", mark) && spec.align == '\0') {
    spec.fill = "0";
    spec.align = '=';
  }
  spec.width = TRY(TakeNumber(text, kMaxWidth));
  TakeOne(text, ",_", spec.grouping);
  if (TakeOne(text, ".", mark)) {
    if (text.empty() || text[0] < '0' || text[0] > '9')
      return Wrong("a format without its precision");
    spec.precision = TRY(TakeNumber(text, kMaxPrecision));
  }
  TakeOne(text, "bcdeEfFgGnosxX%", spec.type);
  if (!text.empty()) return Wrong("not a format: '{}'", text);
  return spec;
}

Status FormatText(Interpreter& in, std::string_view text, const FormatSpec& spec,
                  std::string& out) {
  TRY(in.Spend(text.size() / kBytesPerStep + static_cast<uint64_t>(spec.width) / 16));
  if (spec.precision >= 0) text = Characters(text, 0, static_cast<size_t>(spec.precision));
  const auto length = static_cast<int64_t>(CountCharacters(text));
  const int64_t missing = std::max<int64_t>(spec.width - length, 0);
  TRY(in.heap().CheckRoom(out.size() + text.size() +
                          static_cast<size_t>(missing) * spec.fill.size()));
  const int64_t left = spec.align == '>' ? missing : spec.align == '^' ? missing / 2 : 0;
  for (int64_t i = 0; i < left; ++i) out += spec.fill;
  out += text;
  for (int64_t i = left; i < missing; ++i) out += spec.fill;
  return {};
}

Status FormatInteger(Interpreter& in, Integer value, const FormatSpec& spec, std::string& out) {
  if (spec.type != '\0' && std::string_view("eEfFgG%").find(spec.type) != std::string_view::npos) {
    return FormatFloat(in, static_cast<double>(value), spec, out);
  }
  if (spec.type == 'c') {
    std::string character;
    AppendUtf8(value >= 0 && value <= 0x10FFFF ? static_cast<char32_t>(value) : 0xFFFD, character);
    FormatSpec padding = spec;
    return FormatText(in, character, padding, out);
  }
  if (spec.type == 's') return Wrong("format 's' needs a string, found int");
  Digits digits;
  digits.sign = SignOf(value < 0, spec);
  const auto magnitude =
      value < 0 ? -static_cast<unsigned __int128>(value) : static_cast<unsigned __int128>(value);
  switch (spec.type) {
    case 'x':
      digits.whole = fmt::format("{:x}", magnitude);
      break;
    case 'X':
      digits.whole = fmt::format("{:X}", magnitude);
      break;
    case 'o':
      digits.whole = fmt::format("{:o}", magnitude);
      break;
    case 'b':
      digits.whole = fmt::format("{:b}", magnitude);
      break;
    default:
      digits.whole = fmt::format("{}", magnitude);
  }
  if (spec.alternate && spec.type != '\0' && spec.type != 'd' && spec.type != 'n') {
    digits.prefix = std::string("0") + spec.type;
  }
  return Finish(in, std::move(digits), spec, out);
}

Status FormatFloat(Interpreter& in, double value, const FormatSpec& spec, std::string& out) {
  const double shown = spec.type == '%' ? value * 100 : value;
  const double magnitude = std::abs(shown);
  const int64_t precision = spec.precision >= 0 ? spec.precision : kDefaultPrecision;
  std::string text;
  switch (spec.type) {
    case 'e':
      text = fmt::format("{:.{}e}", magnitude, precision);
      break;
    case 'E':
      text = fmt::format("{:.{}E}", magnitude, precision);
      break;
    case 'f':
    case '%':
      text = fmt::format("{:.{}f}", magnitude, precision);
      break;
    case 'F':
      text = fmt::format("{:.{}F}", magnitude, precision);
      break;
    case 'n':
    case 'g':
      text = fmt::format("{:.{}g}", magnitude, std::max<int64_t>(precision, 1));
      break;
    case 'G':
      text = fmt::format("{:.{}G}", magnitude, std::max<int64_t>(precision, 1));
      break;
    case '\0':
      text = PlainFloat(magnitude, spec);
      break;
    default:
      return Wrong("format '{}' is not for floats", spec.type);
  }
  if (spec.type == '%') text += "%";
  Digits digits;
  digits.sign = SignOf(std::signbit(shown) && !std::isnan(shown), spec);
  SplitNumber(text, digits);
  return Finish(in, std::move(digits), spec, out);
}

Status FormatValue(Interpreter& in, const Value& value, std::string_view spec, std::string& out) {
  if (spec.empty()) {
    out += TRY(TextOf(in, value));
    return in.heap().CheckRoom(out.size());
  }
  const FormatSpec parsed = TRY(FormatSpec::Parse(spec));
  if (value.IsText()) {
    if (parsed.type != '\0' && parsed.type != 's') {
      return Wrong("format '{}' is not for strings", parsed.type);
    }
    return FormatText(in, value.AsText().bytes, parsed, out);
  }
  if (value.IsFloat()) return FormatFloat(in, value.AsNumber(), parsed, out);
  if (value.IsIntegral()) return FormatInteger(in, value.AsIntegral(), parsed, out);
  return Wrong("{} cannot be formatted with '{}'", TypeName(value), spec);
}

}  // namespace ponder::jinja
