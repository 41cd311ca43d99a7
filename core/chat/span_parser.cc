#include "core/chat/span_parser.h"

namespace ponder {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";

}  // namespace

SpanParser::SpanParser(const SpanMarkers& markers, bool in_thought)
    : markers_(markers), kind_(in_thought ? SpanKind::kThink : SpanKind::kText) {}

bool SpanParser::IsMarker(TokenId token) const {
  return token != SpanMarkers::kNoToken &&
         (token == markers_.think_open || token == markers_.think_close ||
          token == markers_.tool_open || token == markers_.tool_close);
}

std::optional<SpanKind> SpanParser::KindAfter(TokenId token) const {
  const auto changed = [this](SpanKind kind) {
    return kind == kind_ ? std::nullopt : std::optional(kind);
  };
  if (token == markers_.think_open) return changed(SpanKind::kThink);
  if (token == markers_.tool_open) return changed(SpanKind::kTool);
  // A close ends its own kind only.
  if (token == markers_.think_close && kind_ == SpanKind::kThink) return SpanKind::kText;
  if (token == markers_.tool_close && kind_ == SpanKind::kTool) return SpanKind::kText;
  return std::nullopt;
}

void SpanParser::Push(TokenId token, std::string_view piece, double seconds,
                      std::vector<SpanEvent>& out) {
  const bool marker = IsMarker(token);
  const bool opens = marker && (token == markers_.think_open || token == markers_.tool_open);
  if (!opens) {
    ++num_tokens_;
    seconds_ += seconds;
  }
  Append(piece, out);
  if (const auto kind = marker ? KindAfter(token) : std::nullopt) {
    Close(out);
    kind_ = *kind;
  }
  if (opens) {
    ++num_tokens_;
    seconds_ += seconds;
  }
}

void SpanParser::Finish(std::string_view tail, std::vector<SpanEvent>& out) {
  Append(tail, out);
  Close(out);
}

void SpanParser::Append(std::string_view text, std::vector<SpanEvent>& out) {
  const bool shows_something = text.find_first_not_of(kWhiteSpace) != std::string_view::npos;
  held_ += text;
  if (!shows_something) return;
  const size_t last = held_.find_last_not_of(kWhiteSpace);
  size_t first = 0;
  if (!begun_) {
    const size_t blank_end = held_.rfind('\n', held_.find_first_not_of(kWhiteSpace));
    if (blank_end != std::string::npos) first = blank_end + 1;
  }
  out.push_back({.kind = kind_,
                 .text = held_.substr(first, last + 1 - first),
                 .num_tokens = num_tokens_,
                 .seconds = seconds_,
                 .begins = !begun_});
  held_.erase(0, last + 1);
  begun_ = true;
  num_tokens_ = 0;
  seconds_ = 0;
}

void SpanParser::Close(std::vector<SpanEvent>& out) {
  if (begun_) {
    out.push_back({.kind = kind_, .num_tokens = num_tokens_, .seconds = seconds_, .closes = true});
  }
  held_.clear();
  begun_ = false;
  num_tokens_ = 0;
  seconds_ = 0;
}

bool EndsInThought(const SpanMarkers& markers, std::span<const TokenId> prompt) {
  for (auto token = prompt.rbegin(); token != prompt.rend(); ++token) {
    if (*token == SpanMarkers::kNoToken) continue;
    if (*token == markers.think_close) return false;
    if (*token == markers.think_open) return true;
  }
  return false;
}

}  // namespace ponder
