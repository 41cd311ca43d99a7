// Python's format mini-language: what stands behind the colon in "{:>8.2f}".
// Source: docs.python.org/3/library/string.html, "Format Specification Mini-Language".
//
// Thread rule: one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/text/jinja/value.h"

namespace ponder::jinja {

class Interpreter;

struct FormatSpec {
  std::string fill = " ";  // one character
  char align = '\0';       // '<', '>', '^', '=' or none given
  char sign = '-';         // '-', '+' or ' '
  bool alternate = false;  // #
  int64_t width = 0;
  char grouping = '\0';    // ',' or '_' between groups of digits
  int64_t precision = -1;  // -1: none given
  char type = '\0';        // 's', 'd', 'f' and so on, or none given

  // Errors: not a specification, or a width or precision beyond the limits.
  static Result<FormatSpec> Parse(std::string_view text);
};

// Appends the number, written as the specification says.
Status FormatInteger(Interpreter& in, Integer value, const FormatSpec& spec, std::string& out);
Status FormatFloat(Interpreter& in, double value, const FormatSpec& spec, std::string& out);
// Appends the text, cut to the precision and padded.
Status FormatText(Interpreter& in, std::string_view text, const FormatSpec& spec, std::string& out);

// format(value, spec).
Status FormatValue(Interpreter& in, const Value& value, std::string_view spec, std::string& out);

}  // namespace ponder::jinja
