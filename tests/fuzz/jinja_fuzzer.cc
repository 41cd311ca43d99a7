// Any bytes as a chat template, rendered with a small conversation: a text, or a message.
#include <string>
#include <string_view>

#include "core/base/check.h"
#include "core/text/chat_template.h"
#include "core/text/jinja/limits.h"

namespace {

using nlohmann::ordered_json;

const ordered_json& Variables() {
  static const ordered_json variables = ordered_json::parse(R"({
    "messages": [
      {"role": "system", "content": "Be brief."},
      {"role": "user", "content": [{"type": "text", "text": "caf\u00e9 \ud83d\ude00"}]},
      {"role": "assistant", "reasoning_content": "a\n\nb", "content": null, "tool_calls": [
        {"function": {"name": "f", "arguments": {"x": 1.5, "y": [true, null, "<&>"]}}}]},
      {"role": "tool", "content": "  7 "}],
    "tools": [{"type": "function", "function": {"name": "f", "parameters": {
        "properties": {"x": {"type": ["number", "null"]}}, "required": ["x"]}}}],
    "add_generation_prompt": true, "n": -3, "big": 18446744073709551615, "bos_token": "<s>"})");
  return variables;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto chat =
      ponder::ChatTemplate::Parse(std::string(reinterpret_cast<const char*>(data), size), "fuzz");
  if (!chat) {
    CHECK(!ponder::Describe(chat.error()).empty());
    return 0;
  }
  const auto text = chat->Render(Variables(), std::tm{});
  CHECK(text ? text->size() <= ponder::jinja::kMaxOutputBytes
             : !ponder::Describe(text.error()).empty());
  return 0;
}
