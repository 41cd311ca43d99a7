// Parser: tokens to the tree that a template is rendered from.
//
// Thread rule: one thread.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/text/jinja/lexer.h"
#include "core/text/jinja/statement.h"

namespace ponder::jinja {

struct ParsedTemplate {
  Body body;
  std::set<std::string, std::less<>> names;  // of all variables it reads
};

// Errors carry the line in their message.
Result<ParsedTemplate> ParseTemplate(std::string_view source);

}  // namespace ponder::jinja
