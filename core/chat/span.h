// A span: a run of one kind of text within a reply.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace ponder {

enum class SpanKind : uint8_t {
  kText,   // the user's or system's words, or the model's answer
  kThink,  // inside <think> ... </think>
  kTool,   // inside <tool_call> ... </tool_call>
  kMark,   // ponder's own note: a setting changed here
};

struct Span {
  SpanKind kind = SpanKind::kText;
  std::string text = {};  // UTF-8, untrusted; never sent to the terminal unfiltered
  size_t num_tokens = 0;
  double seconds = 0;  // spent generating it
  bool open = false;   // more may come
};

}  // namespace ponder
