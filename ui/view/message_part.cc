#include "ui/view/message_part.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "ui/screen/width.h"
#include "ui/view/format.h"

namespace ponder {
namespace {

constexpr int kGutterColumns = 2;

using Kind = MessagePart::Kind;

TextFlow FlowOf(Kind kind, const LayoutOptions& options) {
  TextWidths widths = options.widths;
  if (kind == Kind::kThought || kind == Kind::kTool) {
    widths.prose = std::max(widths.prose - kGutterColumns, 1);
    widths.full = std::max(widths.full - kGutterColumns, 1);
  }
  const auto flow_kind = kind == Kind::kAnswer ? TextFlow::Kind::kMarkdown : TextFlow::Kind::kPlain;
  Style style;
  if (kind == Kind::kThought) style.role = Role::kThoughtText;
  if (kind == Kind::kTool) style.role = Role::kCode;
  return {flow_kind, style, widths, *options.glyphs};
}

// Words on one line, blanks and line breaks between them as one blank.
std::string OneLine(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) {
      line.push_back(c);
    } else if (!line.empty() && line.back() != ' ') {
      line.push_back(' ');
    }
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string_view LastBytes(std::string_view text, size_t count) {
  size_t begin = text.size() - std::min(count, text.size());
  while (begin < text.size() && (text[begin] & 0xC0) == 0x80) ++begin;
  return text.substr(begin);
}

}  // namespace

MessagePart::MessagePart(Kind kind, const LayoutOptions& options)
    : kind_(kind), options_(&options), flow_(FlowOf(kind, options)) {}

bool MessagePart::has_header() const {
  return kind_ != Kind::kUser && kind_ != Kind::kAnswer && kind_ != Kind::kNotes;
}

size_t MessagePart::num_rows() const {
  const size_t header = has_header() ? 1 : 0;
  if (folded_) return header + note_rows_.size();
  return header + flow_.num_rows() + (gap_after_ ? 1 : 0);
}

const Row& MessagePart::row(size_t i) const {
  if (has_header() && i == 0) return header_;
  if (has_header()) --i;
  if (folded_) return note_rows_[i];
  return i < flow_.num_rows() ? flow_.row(i) : gap_;
}

bool MessagePart::in_gutter(size_t i) const {
  const bool guttered = kind_ == Kind::kThought || kind_ == Kind::kTool;
  return guttered && !folded_ && i > 0 && i <= flow_.num_rows();
}

size_t MessagePart::RowAt(size_t source) const {
  if (folded_) {
    for (size_t i = note_rows_.size(); i > 0; --i) {
      if (note_rows_[i - 1].source == source) return i;
    }
    return 0;
  }
  if (flow_.num_rows() == 0) return 0;
  if (gap_after_ && source >= gap_.source) return num_rows() - 1;
  return flow_.RowAt(source) + (has_header() ? 1 : 0);
}

void MessagePart::GatherText(const Message& message, SpanRange spans) {
  notes_.clear();
  num_tokens_ = 0;
  seconds_ = 0;
  size_t size = 0;  // of the text up to here
  for (size_t i = spans.first; i < spans.end; ++i) {
    const Span& span = message.spans[i];
    if (span.kind == SpanKind::kMark) {
      if (options_->show_notes) notes_.push_back({size, span.text});
      continue;
    }
    const size_t known = std::min(text_.size() - std::min(size, text_.size()), span.text.size());
    text_.append(span.text, known);
    size += span.text.size();
    num_tokens_ += span.num_tokens;
    seconds_ += span.seconds;
  }
}

void MessagePart::SetText(const Message& message, SpanRange spans, bool growing) {
  GatherText(message, spans);
  growing_ = growing;
  flow_.Update(text_, !growing, notes_);
  if (kind_ == Kind::kTool) {
    header_ = Row();
    header_.Append("tool call", {Role::kDim});
  }
}

void MessagePart::SetThought(const ThoughtId& thought, const Folds& folds, bool gap_after) {
  ordinal_ = thought.ordinal;
  gap_after_ = gap_after;
  gap_.source = text_.size() + 1;
  folded_ = folds.IsFolded(thought, growing_);
  MakeThoughtHeader();
  note_rows_.clear();
  for (const FlowNote& note : notes_) {
    TextFlow lines(TextFlow::Kind::kPlain, {}, options_->widths, *options_->glyphs);
    const FlowNote alone{0, note.text};
    lines.Update("", true, std::span(&alone, 1));
    for (size_t i = 0; i < lines.num_rows(); ++i) {
      note_rows_.push_back(lines.row(i));
      note_rows_.back().source = note.offset;
    }
  }
}

// What a folded thought shows of itself: how it began or, while it grows, its latest words.
std::string MessagePart::ThoughtWords(int columns) const {
  const size_t enough = static_cast<size_t>(std::max(columns, 0)) * 4 + 16;
  const std::string_view missing = options_->glyphs->missing;
  if (!growing_) return Elide(OneLine(std::string_view(text_).substr(0, enough)), columns, missing);
  const std::string line = OneLine(LastBytes(text_, enough));
  const size_t begin = FitTail(line, columns);
  if (begin == 0) return line;
  std::string_view words = std::string_view(line).substr(FitTail(line, columns - 1));
  if (words.starts_with(' ')) words.remove_prefix(1);
  return std::string(missing).append(words);
}

void MessagePart::MakeThoughtHeader() {
  const Glyphs& glyphs = *options_->glyphs;
  std::string text(folded_ ? glyphs.folded : glyphs.unfolded);
  text += growing_ ? " thinking " : " thought for ";
  text += FormatDuration(seconds_) + ", " + FormatTokens(num_tokens_);
  header_ = Row();
  const int columns = options_->widths.prose - TextWidth(text) - 2;
  if (!folded_ || columns < 4) {
    header_.Append(Elide(text, options_->widths.prose, glyphs.missing), {Role::kThought});
    return;
  }
  header_.Append(text + ": ", {Role::kThought});
  header_.Append(ThoughtWords(columns), {Role::kThoughtText});
}

}  // namespace ponder
