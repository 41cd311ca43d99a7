// Template: a Jinja template, parsed once and rendered any number of times. The language is that of
// Jinja 3.1 as transformers sets it up for chat templates; see ../README.md for what is left out.
//
// Thread rule: immutable, any thread.
#pragma once

#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/text/jinja/interpreter.h"

namespace ponder::jinja {

class Template {
 public:
  // Errors: kModel with the line in the message.
  static Result<Template> Parse(std::string_view source);

  // Puts the variables into the scope, on the heap of the rendering.
  using Fill = std::function<Status(Heap& heap, Scope& scope)>;
  // `now` is what strftime_now tells. Errors: kModel with the line in the message.
  Result<std::string> Render(const Fill& fill, const std::tm& now) const;

  // Whether the template reads a variable of this name anywhere.
  bool Mentions(std::string_view variable) const;

 private:
  struct Tree;
  explicit Template(std::shared_ptr<const Tree> tree) : tree_(std::move(tree)) {}

  std::shared_ptr<const Tree> tree_;
};

}  // namespace ponder::jinja
