// The arithmetic of templates: Python's operators with its errors.
//
// Thread rule: one thread.
#pragma once

#include "core/text/jinja/compare.h"
#include "core/text/jinja/value.h"

namespace ponder::jinja {

class Interpreter;

enum class Operator { kAdd, kSubtract, kMultiply, kDivide, kFloorDivide, kModulo, kPower };

// left operator right: numbers, text and lists; % also formats text.
Result<Value> Operate(Interpreter& in, Operator op, const Value& left, const Value& right);
Result<Value> Negate(const Value& value);
Result<Value> Plus(const Value& value);

}  // namespace ponder::jinja
