#include "ui/view/message_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "ui/screen/width.h"
#include "ui/view/format.h"

namespace ponder {
namespace {

using Kind = MessagePart::Kind;

Kind PartKindOf(Speaker speaker, SpanKind kind) {
  if (speaker != Speaker::kAssistant) return Kind::kUser;
  switch (kind) {
    case SpanKind::kThink:
      return Kind::kThought;
    case SpanKind::kTool:
      return Kind::kTool;
    case SpanKind::kMark:
      return Kind::kNotes;
    case SpanKind::kText:
      break;
  }
  return Kind::kAnswer;
}

SpanRange TextFrom(const Message& message, size_t first) {
  const auto& spans = message.spans;
  size_t end = first + 1;
  if (spans[first].kind == SpanKind::kMark) return {first, end};
  bool cut = false;
  for (; end < spans.size(); ++end) {
    const bool mark = spans[end].kind == SpanKind::kMark;
    if (!mark && (!cut || spans[end].kind != spans[first].kind)) break;
    cut = mark;
  }
  return {first, end};
}

bool IsGrowing(const Message& message, SpanRange text) {
  if (message.speaker != Speaker::kAssistant || message.report) return false;
  const Span& last = message.spans[text.end - 1];
  const bool cut = last.kind == SpanKind::kMark && text.end > text.first + 1;
  return text.end == message.spans.size() && (last.open || cut);
}

Row SpeakerRow(const Message& message, int columns) {
  Row row;
  row.Append("you", {Role::kUser, kBold});
  const std::string time = FormatClock(message.unix_seconds);
  const int blanks = columns - row.width() - TextWidth(time);
  if (blanks < 2) return row;
  row.Append(std::string(static_cast<size_t>(blanks), ' ') + time, {Role::kDim});
  return row;
}

// Figures of a turn, most telling last: they leave from the left.
std::vector<std::string> TurnFigures(const TurnReport& report) {
  std::vector<std::string> figures;
  if (report.reused_tokens > 0) {
    figures.push_back(fmt::format("reused {} of {}", FormatCount(report.reused_tokens),
                                  FormatCount(report.prompt_tokens)));
  }
  figures.push_back(FormatTokens(report.completion_tokens));
  if (report.decode_tokens_per_s() > 0) {
    figures.push_back(fmt::format("{} tok/s{}", FormatRate(report.decode_tokens_per_s()),
                                  report.was_paced() ? " possible" : ""));
  }
  figures.emplace_back(Name(report.stop));
  return figures;
}

Row TurnEndRow(const TurnReport& report, int columns, std::string_view dot) {
  const std::string separator = fmt::format(" {} ", dot);
  std::vector<std::string> figures = TurnFigures(report);
  std::string text = fmt::format("{}", fmt::join(figures, separator));
  while (figures.size() > 1 && TextWidth(text) > columns) {
    figures.erase(figures.begin());
    text = fmt::format("{}", fmt::join(figures, separator));
  }
  Row row;
  row.Append(std::string(static_cast<size_t>(std::max(columns - TextWidth(text), 0)), ' ') + text,
             {Role::kDim});
  return row;
}

}  // namespace

std::vector<SpanRange> TextRanges(const Message& message) {
  std::vector<SpanRange> ranges;
  for (size_t i = 0; i < message.spans.size(); i = ranges.back().end) {
    ranges.push_back(TextFrom(message, i));
  }
  return ranges;
}

MessagePart& MessageLayout::NextPart(Kind kind) {
  const size_t i = num_parts_++;
  if (i < parts_.size() && parts_[i].kind() != kind) {
    parts_.erase(parts_.begin() + static_cast<ptrdiff_t>(i), parts_.end());
  }
  if (i == parts_.size()) parts_.emplace_back(kind, options_);
  return parts_[i];
}

void MessageLayout::UpdateSpans(const Message& message, const Folds& folds) {
  size_t num_thoughts = 0;
  for (const SpanRange text : TextRanges(message)) {
    const Kind kind = PartKindOf(message.speaker, message.spans[text.first].kind);
    MessagePart& part = NextPart(kind);
    part.SetText(message, text, IsGrowing(message, text));
    if (kind == Kind::kThought) {
      const bool gap_after = text.end < message.spans.size();
      part.SetThought({message.id, num_thoughts++}, folds, gap_after);
    }
  }
}

void MessageLayout::AddTurnEnd(const Message& message) {
  if (!message.report || !options_.show_turn_end) return;
  NextPart(Kind::kTurnEnd)
      .SetFixedRow(TurnEndRow(*message.report, options_.widths.prose, options_.glyphs->dot));
}

void MessageLayout::Update(const Message& message, const Folds& folds) {
  const bool same = revision_ == message.revision && folds_revision_ == folds.revision();
  if (updated_ && same) return;
  updated_ = true;
  revision_ = message.revision;
  folds_revision_ = folds.revision();
  num_parts_ = 0;
  if (options_.gap_before) NextPart(Kind::kGap);
  if (message.speaker == Speaker::kUser) {
    NextPart(Kind::kSpeaker).SetFixedRow(SpeakerRow(message, options_.widths.prose));
  }
  UpdateSpans(message, folds);
  AddTurnEnd(message);
  parts_.erase(parts_.begin() + static_cast<ptrdiff_t>(num_parts_), parts_.end());
  num_rows_ = 0;
  for (const MessagePart& part : parts_) num_rows_ += part.num_rows();
}

MessageLayout::Place MessageLayout::PlaceOf(size_t row) const {
  Place place;
  while (row >= parts_[place.part].num_rows()) row -= parts_[place.part++].num_rows();
  place.row = row;
  return place;
}

size_t MessageLayout::RowOf(const Place& place) const {
  size_t row = place.row;
  for (size_t i = 0; i < place.part; ++i) row += parts_[i].num_rows();
  return row;
}

}  // namespace ponder
