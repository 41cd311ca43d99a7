#include "core/text/jinja/template.h"

#include "core/text/jinja/builtins.h"
#include "core/text/jinja/parser.h"

namespace ponder::jinja {
namespace {

Status AddFunctions(Heap& heap, Scope& scope) {
  for (const Native& native : GlobalFunctions()) {
    scope.variables[native.name] = Value(TRY(heap.New<BoundNative>(native, Value(None{}))));
  }
  return {};
}

}  // namespace

struct Template::Tree {
  ParsedTemplate parsed;
};

Result<Template> Template::Parse(std::string_view source) {
  return Template(std::make_shared<const Tree>(Tree{TRY(ParseTemplate(source))}));
}

Result<std::string> Template::Render(const Fill& fill, const std::tm& now) const {
  Heap heap;
  Scope* globals = TRY(heap.New<Scope>(nullptr));
  TRY(AddFunctions(heap, *globals));
  TRY(fill(heap, *globals));
  Interpreter in(heap, TRY(heap.New<Scope>(globals)), now);
  const auto flow = in.Execute(tree_->parsed.body);
  if (!flow) return WrongAt(in.line(), "{}", flow.error().message);
  return in.TakeOutput();
}

bool Template::Mentions(std::string_view variable) const {
  return tree_->parsed.names.contains(variable);
}

}  // namespace ponder::jinja
