// {% macro %} and {% call %}.
//
// Thread rule: the statements are immutable; a Macro belongs to one rendering.
#pragma once

#include <string>
#include <vector>

#include "core/text/jinja/statement.h"

namespace ponder::jinja {

// Parameters and body of a macro, or of the block behind {% call %}.
struct MacroParts {
  struct Parameter {
    std::string name;
    ExpressionPtr fallback;  // may be null
  };
  std::string name;
  std::vector<Parameter> parameters;
  Body body;
  // Whether the body uses these, so that the macro takes them.
  bool uses_caller = false;
  bool uses_more_positional = false;  // varargs
  bool uses_more_keywords = false;    // kwargs
};

class MacroDefinition : public Statement {
 public:
  MacroDefinition(int line, MacroParts parts) : Statement(line), parts_(std::move(parts)) {}
  Result<Flow> Execute(Interpreter& in) const override;

 private:
  const MacroParts parts_;
};

class CallBlock : public Statement {
 public:
  CallBlock(int line, std::unique_ptr<const CallOf> call, MacroParts block)
      : Statement(line), call_(std::move(call)), block_(std::move(block)) {}
  Result<Flow> Execute(Interpreter& in) const override;

 private:
  const std::unique_ptr<const CallOf> call_;
  const MacroParts block_;
};

// A macro as a value.
class Macro : public Callable {
 public:
  Macro(const MacroParts& parts, Scope* scope) : parts_(&parts), scope_(scope) {}
  Result<Value> Call(Interpreter& in, const Arguments& arguments) override;
  Result<std::optional<Value>> Attribute(Interpreter& in, std::string_view name) override;
  const char* type_name() const override { return "Macro"; }

 private:
  Status BindParameters(Interpreter& in, Arguments& arguments) const;
  Status BindRest(Interpreter& in, Arguments& arguments) const;

  const MacroParts* parts_;
  Scope* scope_;  // where it was defined
};

}  // namespace ponder::jinja
