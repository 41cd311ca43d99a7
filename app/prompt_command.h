// `ponder prompt`: a conversation to the text that the model reads, for comparison with other
// software.
#pragma once

#include <ctime>
#include <string>

#include "app/args.h"
#include "core/io/folder.h"

namespace ponder {

// "YYYY-MM-DD HH:MM:SS"; empty = this moment, local time. Errors: kUsage.
Result<std::tm> ParseNow(const std::string& text);

// Renders `request`, a JSON object {messages, tools, add_generation_prompt, ...} of which every
// entry is a variable of the template. The template and the special tokens are the model's;
// `args.template_file` goes over the former, `request` over the latter. `model` may be null where a
// template file is given. Errors: kUsage for a request that is none; kRuntime for a template file
// that cannot be read; kModel, also where the template refuses the conversation.
Result<std::string> RenderPrompt(const Folder* model, const PromptArgs& args,
                                 const std::string& request);

}  // namespace ponder
