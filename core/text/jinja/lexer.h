// Lexer: the source of a template as tokens, with Jinja's white space control (trim_blocks and
// lstrip_blocks are on, as transformers sets them).
//
// Thread rule: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text/jinja/value.h"

namespace ponder::jinja {

struct Token {
  enum class Kind {
    kData,           // text between the tags
    kVariableBegin,  // {{
    kVariableEnd,    // }}
    kBlockBegin,     // {%
    kBlockEnd,       // %}
    kName,
    kString,    // `text` is the value, escapes resolved
    kInteger,   // `text` as written
    kFloat,     // likewise
    kOperator,  // `text` is the operator
    kEnd,
  };
  Kind kind;
  std::string text;
  int line;

  bool IsOperator(std::string_view symbol) const {
    return kind == Kind::kOperator && text == symbol;
  }
  bool IsName(std::string_view name) const { return kind == Kind::kName && text == name; }
};

// An error of the source carries the line in its message. The last token is kEnd.
Result<std::vector<Token>> Tokenize(std::string_view source);

// An error at a line of the source.
template <typename... Args>
tl::unexpected<Error> WrongAt(int line, fmt::format_string<Args...> format, Args&&... args) {
  return Wrong("line {}: {}", line, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace ponder::jinja
