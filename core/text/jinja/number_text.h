// Numbers as Python writes and reads them.
//
// Thread rule: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/text/jinja/value.h"

namespace ponder::jinja {

std::string IntegerText(Integer value);

// repr(float): the shortest digits that read back as the same number.
std::string FloatText(double value);

// int(text, base), base 2 to 36 or 0 for the base of the prefix: white space around, a sign, digits
// with single underscores between them. Nothing where Python raises ValueError, or beyond 127 bits.
std::optional<Integer> ParseInteger(std::string_view text, int base);

// float(text): decimal, inf, infinity, nan. Nothing where Python raises ValueError.
std::optional<double> ParseFloat(std::string_view text);

// int(number): toward zero. Nothing for infinity, nan, and beyond 127 bits.
std::optional<Integer> TruncateToInteger(double value);

// round(number, digits): half to even on the exact value.
double RoundTo(double value, int64_t digits);

}  // namespace ponder::jinja
