// ChatTemplate: a model's own Jinja template, which turns a conversation into the prompt.
//
// Thread rule: immutable, any thread; copies share the parsed template.
#pragma once

#include <ctime>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/text/jinja/template.h"

namespace ponder {

class ChatTemplate {
 public:
  // `where` names the template in messages. Errors: kModel with the line.
  static Result<ChatTemplate> Parse(std::string source, std::string where);

  // `variables`: an object with messages, and with tools, add_generation_prompt, bos_token or
  // whatever else the template reads. As transformers does, missing tools and documents are none,
  // a missing add_generation_prompt is false, and the reasoning of a message is also found under
  // the names reasoning_content and thinking. `now` is what strftime_now tells.
  // Errors: kModel with the line: the template refused the conversation, does what it cannot, or
  // takes more time or memory than a template may.
  Result<std::string> Render(const nlohmann::ordered_json& variables, const std::tm& now) const;

  // Whether the template reads this variable, e.g. enable_thinking.
  bool Mentions(std::string_view variable) const { return template_.Mentions(variable); }

 private:
  ChatTemplate(jinja::Template parsed, std::string where)
      : template_(std::move(parsed)), where_(std::move(where)) {}

  jinja::Template template_;
  std::string where_;
};

}  // namespace ponder
