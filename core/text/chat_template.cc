#include "core/text/chat_template.h"

#include <array>

#include "core/text/jinja/from_json.h"
#include "core/text/jinja/scope.h"

namespace ponder {
namespace {

using jinja::Dict;
using jinja::Heap;
using jinja::None;
using jinja::Scope;
using jinja::Value;
using nlohmann::ordered_json;

// The names under which a message may carry its reasoning; the first is the one templates read.
constexpr std::array<std::string_view, 3> kReasoningNames = {"reasoning_content", "thinking",
                                                             "reasoning"};

// The message as transformers shows it to templates: "thinking" comes first if the message has
// none.
Result<Value> AliasReasoning(Heap& heap, const Dict& message) {
  for (std::string_view name : kReasoningNames) {
    const Value* reasoning = message.Find(Value::Of(name));
    if (reasoning == nullptr || reasoning->IsNone()) continue;
    TRY(heap.Reserve((message.entries().size() + 2) * 4 * sizeof(Value)));
    Dict* aliased = TRY(heap.New<Dict>());
    aliased->Set(Value::Of("thinking"), *reasoning);
    for (const auto& [key, value] : message.entries()) aliased->Set(key, value);
    aliased->Set(Value::Of("reasoning_content"), *reasoning);
    return Value(aliased);
  }
  return Value();
}

Status AliasReasoningOfAll(Heap& heap, const Value& messages) {
  if (messages.AsList() == nullptr) return {};
  for (Value& message : messages.AsList()->items) {
    if (message.AsDict() == nullptr) continue;
    const Value aliased = TRY(AliasReasoning(heap, *message.AsDict()));
    if (!aliased.IsUndefined()) message = aliased;
  }
  return {};
}

Status FillScope(Heap& heap, Scope& scope, const ordered_json& variables) {
  scope.variables["tools"] = None{};
  scope.variables["documents"] = None{};
  scope.variables["add_generation_prompt"] = false;
  for (auto entry = variables.begin(); entry != variables.end(); ++entry) {
    const Value value = TRY(jinja::FromJson(heap, *entry));
    if (entry.key() == "messages") TRY(AliasReasoningOfAll(heap, value));
    scope.variables[entry.key()] = value;
  }
  return {};
}

}  // namespace

Result<ChatTemplate> ChatTemplate::Parse(std::string source, std::string where) {
  auto parsed = jinja::Template::Parse(source);
  if (!parsed) return Fail(ErrorCode::kModel, std::move(where), "{}", parsed.error().message);
  return ChatTemplate(std::move(*parsed), std::move(where));
}

Result<std::string> ChatTemplate::Render(const ordered_json& variables, const std::tm& now) const {
  if (!variables.is_object()) {
    return Fail(ErrorCode::kModel, where_, "want an object of variables, found {}",
                variables.type_name());
  }
  const auto fill = [&](Heap& heap, Scope& scope) { return FillScope(heap, scope, variables); };
  auto text = template_.Render(fill, now);
  if (!text) return Fail(ErrorCode::kModel, where_, "{}", text.error().message);
  return text;
}

}  // namespace ponder
