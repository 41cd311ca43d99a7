#include "core/text/jinja/macro.h"

#include <algorithm>

#include "core/text/jinja/objects.h"
#include "core/text/jinja/text_of.h"

namespace ponder::jinja {
namespace {

// Takes the keyword out of the arguments, if it is there.
std::optional<Value> TakeKeyword(Arguments& arguments, std::string_view name) {
  const auto keyword =
      std::ranges::find(arguments.keywords, name, [](const auto& pair) { return pair.first; });
  if (keyword == arguments.keywords.end()) return std::nullopt;
  const Value value = keyword->second;
  arguments.keywords.erase(keyword);
  return value;
}

}  // namespace

Result<Flow> MacroDefinition::Execute(Interpreter& in) const {
  TRY(in.Set(parts_.name, Value(TRY(in.heap().New<Macro>(parts_, in.scope())))));
  return Flow::kNext;
}

Result<Flow> CallBlock::Execute(Interpreter& in) const {
  Macro* caller = TRY(in.heap().New<Macro>(block_, in.scope()));
  const Value result = TRY(call_->EvaluateWith(in, caller));
  TRY(in.Write(TRY(TextOf(in, result))));
  return Flow::kNext;
}

// A default value sees the other parameters, and itself as undefined.
Status Macro::BindParameters(Interpreter& in, Arguments& arguments) const {
  std::vector<const MacroParts::Parameter*> missing;
  for (size_t i = 0; i < parts_->parameters.size(); ++i) {
    const MacroParts::Parameter& parameter = parts_->parameters[i];
    std::optional<Value> value;
    if (i < arguments.positional.size()) {
      value = arguments.positional[i];
    } else {
      value = TakeKeyword(arguments, parameter.name);
    }
    if (!value) missing.push_back(&parameter);
    TRY(in.Set(parameter.name, value.value_or(Undefined{parameter.name})));
  }
  for (const MacroParts::Parameter* parameter : missing) {
    if (parameter->fallback == nullptr) continue;
    TRY(in.Set(parameter->name, TRY(in.Evaluate(*parameter->fallback))));
  }
  return {};
}

Status Macro::BindRest(Interpreter& in, Arguments& arguments) const {
  if (parts_->uses_caller) {
    const bool explicit_caller = std::ranges::any_of(
        parts_->parameters, [](const auto& parameter) { return parameter.name == "caller"; });
    if (!explicit_caller) {
      const auto caller = TakeKeyword(arguments, "caller");
      TRY(in.Set("caller", caller.value_or(Undefined{"no caller defined", kHint})));
    }
  }
  if (parts_->uses_more_keywords) {
    Dict* more = TRY(in.heap().New<Dict>());
    for (const auto& [name, value] : arguments.keywords) more->Set(Value::Of(name), value);
    TRY(in.Set("kwargs", Value(more)));
  } else if (!arguments.keywords.empty()) {
    return Wrong("macro '{}' takes no keyword argument '{}'", parts_->name,
                 arguments.keywords[0].first);
  }
  const size_t taken = std::min(parts_->parameters.size(), arguments.positional.size());
  const std::vector<Value> more(arguments.positional.begin() + static_cast<ptrdiff_t>(taken),
                                arguments.positional.end());
  if (parts_->uses_more_positional) {
    return in.Set("varargs", TRY(in.heap().NewTuple(more)));
  }
  if (!more.empty()) {
    return Wrong("macro '{}' takes not more than {} argument(s)", parts_->name,
                 parts_->parameters.size());
  }
  return {};
}

Result<Value> Macro::Call(Interpreter& in, const Arguments& arguments) {
  Arguments rest = arguments;
  const Interpreter::ScopeGuard guard(in, TRY(in.NewScope(scope_)));
  TRY(BindParameters(in, rest));
  TRY(BindRest(in, rest));
  return TRY(in.Capture(parts_->body)).text;
}

Result<std::optional<Value>> Macro::Attribute(Interpreter& in, std::string_view name) {
  if (name == "name") return Value::Of(parts_->name);
  if (name == "caller") return Value(parts_->uses_caller);
  if (name == "catch_kwargs") return Value(parts_->uses_more_keywords);
  if (name == "catch_varargs") return Value(parts_->uses_more_positional);
  if (name != "arguments") return std::nullopt;
  std::vector<Value> names;
  for (const auto& parameter : parts_->parameters) names.push_back(Value::Of(parameter.name));
  return TRY(in.heap().NewTuple(std::move(names)));
}

}  // namespace ponder::jinja
