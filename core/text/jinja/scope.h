// Scope: the variables of one block, inside those of the blocks around it.
//
// Thread rule: one thread.
#pragma once

#include <string_view>
#include <unordered_map>

#include "core/text/jinja/value.h"

namespace ponder::jinja {

// Macros keep the scope they were defined in, so scopes are objects of the heap.
struct Scope : Object {
  explicit Scope(Scope* outer) : Object(ObjectKind::kScope), parent(outer) {}

  // Here or in a scope around; null where there is none.
  const Value* Find(std::string_view name) const {
    for (const Scope* scope = this; scope != nullptr; scope = scope->parent) {
      const auto variable = scope->variables.find(name);
      if (variable != scope->variables.end()) return &variable->second;
    }
    return nullptr;
  }

  Scope* const parent;
  std::unordered_map<std::string_view, Value> variables;
};

}  // namespace ponder::jinja
