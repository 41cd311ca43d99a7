// The transcript as a Markdown file.
#include <string_view>

#include "core/chat/transcript.h"

namespace ponder {
namespace {

std::string Quoted(std::string_view text) {
  std::string out = "> ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "> ";
  }
  return out;
}

std::string Block(const Span& span) {
  switch (span.kind) {
    case SpanKind::kText:
      return span.text;
    case SpanKind::kThink:
      return Quoted(span.text);
    case SpanKind::kTool:
      return "```\n" + span.text + "\n```";
    case SpanKind::kMark:
      return "*" + span.text + "*";
  }
  return {};
}

std::string_view Heading(Speaker speaker) {
  switch (speaker) {
    case Speaker::kSystem:
      return "## System\n\n";
    case Speaker::kUser:
      return "## You\n\n";
    case Speaker::kAssistant:
      return "## Model\n\n";
  }
  return {};
}

}  // namespace

std::string Transcript::ToMarkdown() const {
  std::string out;
  if (!system_prompt_.empty()) {
    out += Heading(Speaker::kSystem);
    out += system_prompt_ + "\n\n";
  }
  for (const MessageId id : path_) {
    const Message& said = message(id);
    out += Heading(said.speaker);
    for (const Span& span : said.spans) {
      if (!span.text.empty()) out += Block(span) + "\n\n";
    }
  }
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace ponder
