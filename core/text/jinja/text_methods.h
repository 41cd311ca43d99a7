// String operations that filters and methods share.
//
// Thread rule: one thread.
#pragma once

#include <string_view>

#include "core/text/jinja/native.h"
#include "core/text/jinja/python_text.h"

namespace ponder::jinja {

// str.strip and its sides; the first argument, if any, names the characters.
Result<Value> StripMethod(Interpreter& in, const Text& text, Side side, const Bound& arguments);

// str.replace within the limits; `limit` negative is any number.
Result<Value> ReplaceIn(Interpreter& in, const Text& text, std::string_view old,
                        std::string_view with, int64_t limit);

enum class Alignment { kLeft, kRight, kCenter };
// The text in a field of `width` characters.
Result<Value> Pad(Interpreter& in, const Text& text, int64_t width, std::string_view fill,
                  Alignment alignment);

// str.isupper or islower: some cased characters, all of them of that case.
bool IsCased(std::string_view text, bool upper);

}  // namespace ponder::jinja
