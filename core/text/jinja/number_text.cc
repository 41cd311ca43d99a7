#include "core/text/jinja/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/text/jinja/python_text.h"

namespace ponder::jinja {
namespace {

constexpr double kTwoTo126 = 0x1p126;
constexpr int kMaxExponentWithoutE = 16;
constexpr int kMinExponentWithoutE = -4;

int DigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

int PrefixBase(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') return 0;
  switch (text[1] | 0x20) {
    case 'x':
      return 16;
    case 'o':
      return 8;
    case 'b':
      return 2;
    default:
      return 0;
  }
}

bool TakeSign(std::string_view& text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  return negative;
}

// Underscores stand single, between digits.
bool TakeUnderscores(std::string_view text, std::string& digits) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      digits.push_back(text[i]);
      continue;
    }
    const bool between = i > 0 && i + 1 < text.size() && DigitValue(text[i - 1]) < 36 &&
                         DigitValue(text[i + 1]) < 36;
    if (!between) return false;
  }
  return true;
}

}  // namespace

std::string IntegerText(Integer value) { return fmt::format("{}", value); }

std::string FloatText(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  char buffer[64];
  const auto shortest =
      std::to_chars(buffer, std::end(buffer), value, std::chars_format::scientific);
  const std::string_view text(buffer, static_cast<size_t>(shortest.ptr - buffer));
  const size_t e = text.find('e');
  int exponent = 0;
  std::from_chars(text.data() + e + 2, shortest.ptr, exponent);
  if (text[e + 1] == '-') exponent = -exponent;
  if (exponent < kMinExponentWithoutE || exponent >= kMaxExponentWithoutE) return std::string(text);
  const int digits =
      static_cast<int>(std::count_if(text.begin(), text.begin() + static_cast<ptrdiff_t>(e),
                                     [](char c) { return c >= '0' && c <= '9'; }));
  return fmt::format("{:.{}f}", value, std::max(1, digits - 1 - exponent));
}

std::optional<Integer> ParseInteger(std::string_view text, int base) {
  text = Strip(text, Side::kBoth);
  const bool negative = TakeSign(text);
  const int prefix = PrefixBase(text);
  if (prefix != 0 && (base == 0 || base == prefix)) {
    text.remove_prefix(2);
    if (text.starts_with('_')) text.remove_prefix(1);
    base = prefix;
  }
  std::string digits;
  if (!TakeUnderscores(text, digits) || digits.empty()) return std::nullopt;
  const bool leading_zero =
      base == 0 && digits[0] == '0' && digits.find_first_not_of('0') != std::string::npos;
  if (leading_zero) return std::nullopt;
  Integer value = 0;
  for (char c : digits) {
    const int digit = DigitValue(c);
    if (digit >= (base == 0 ? 10 : base)) return std::nullopt;
    if (__builtin_mul_overflow(value, Integer{base == 0 ? 10 : base}, &value) ||
        __builtin_add_overflow(value, Integer{digit}, &value)) {
      return std::nullopt;
    }
  }
  return negative ? -value : value;
}

std::optional<double> ParseFloat(std::string_view text) {
  text = Strip(text, Side::kBoth);
  std::string digits;
  if (!TakeUnderscores(text, digits) || digits.empty()) return std::nullopt;
  std::string_view rest = digits;
  const bool negative = TakeSign(rest);
  // from_chars also takes "nan(...)", which Python does not, and no sign.
  if (rest.empty() || rest.find('(') != rest.npos || rest[0] == '-') return std::nullopt;
  double value = 0;
  const char* const end = rest.data() + rest.size();
  const auto parsed = std::from_chars(rest.data(), end, value);
  if (parsed.ptr != end || parsed.ec == std::errc::invalid_argument) return std::nullopt;
  // Out of range: strtod gives infinity or zero, as Python does.
  if (parsed.ec == std::errc::result_out_of_range) value = std::strtod(rest.data(), nullptr);
  return negative ? -value : value;
}

std::optional<Integer> TruncateToInteger(double value) {
  if (!(std::abs(value) < kTwoTo126)) return std::nullopt;
  return static_cast<Integer>(value);
}

double RoundTo(double value, int64_t digits) {
  constexpr int64_t kMostDigits = 400;  // beyond any double's digits
  if (!std::isfinite(value) || digits > kMostDigits) return value;
  if (digits < -kMostDigits) return std::copysign(0.0, value);
  if (digits >= 0) return std::strtod(fmt::format("{:.{}f}", value, digits).c_str(), nullptr);
  const double scale = std::pow(10.0, static_cast<double>(-digits));
  return std::nearbyint(value / scale) * scale;
}

}  // namespace ponder::jinja
