#include "ui/view/transcript_rows.h"

#include <algorithm>

namespace ponder {
namespace {

constexpr size_t kMaxLayouts = 64;

// The row of `part` that the anchor names, or the nearest one before it.
size_t RowIn(const MessagePart& part, const RowAnchor& anchor) {
  if (anchor.header) return 0;
  const size_t first_text_row = part.has_header() ? 1 : 0;
  size_t row = part.RowAt(anchor.source);
  if (row < first_text_row || part.row(row).source != anchor.source) return row;
  const size_t last = row;
  while (row > first_text_row && part.row(row - 1).source == anchor.source) --row;
  return std::min(row + anchor.further, last);
}

}  // namespace

void TranscriptRows::Use(const Transcript& transcript, const Folds& folds,
                         const TranscriptOptions& options) {
  transcript_ = &transcript;
  folds_ = &folds;
  options_ = options;
}

bool TranscriptRows::empty() const { return transcript_->path().empty(); }

MessageLayout& TranscriptRows::LayoutOf(size_t message) {
  const Message& said = transcript_->message(message_id(message));
  LayoutOptions options{.widths = options_.widths,
                        .glyphs = options_.glyphs,
                        .show_notes = options_.show_notes,
                        .show_turn_end = options_.show_turn_end};
  if (message > 0) {
    // The figures that end a turn are separation enough.
    const bool figures_above =
        options_.show_turn_end && transcript_->message(message_id(message - 1)).report.has_value();
    options.gap_before = !figures_above;
  }
  auto& layout = layouts_[said.id];
  if (!layout || !(layout->options() == options)) layout = std::make_unique<MessageLayout>(options);
  layout->Update(said, *folds_);
  return *layout;
}

RowPosition TranscriptRows::Last() {
  RowPosition last{transcript_->path().size(), 0};
  StepBack(last);
  return last;
}

bool TranscriptRows::StepBack(RowPosition& position) {
  RowPosition next = position;
  while (next.row == 0) {
    if (next.message == 0) return false;
    --next.message;
    next.row = LayoutOf(next.message).num_rows();
  }
  position = {next.message, next.row - 1};
  return true;
}

bool TranscriptRows::StepForward(RowPosition& position) {
  RowPosition next{position.message, position.row + 1};
  while (next.message < transcript_->path().size()) {
    if (next.row < LayoutOf(next.message).num_rows()) {
      position = next;
      return true;
    }
    next = {next.message + 1, 0};
  }
  return false;
}

TranscriptRows::Shown TranscriptRows::At(const RowPosition& position) {
  const MessageLayout& layout = LayoutOf(position.message);
  const auto place = layout.PlaceOf(position.row);
  return {&layout.parts()[place.part], place.row};
}

RowAnchor TranscriptRows::AnchorOf(const RowPosition& position) {
  const MessageLayout& layout = LayoutOf(position.message);
  const auto place = layout.PlaceOf(position.row);
  const MessagePart& part = layout.parts()[place.part];
  RowAnchor anchor{.message = message_id(position.message), .part = place.part};
  const size_t first_text_row = part.has_header() ? 1 : 0;
  anchor.header = place.row < first_text_row;
  if (anchor.header) return anchor;
  anchor.source = part.row(place.row).source;
  for (size_t row = place.row; row > first_text_row && part.row(row - 1).source == anchor.source;
       --row) {
    ++anchor.further;
  }
  return anchor;
}

std::optional<size_t> TranscriptRows::IndexOf(MessageId id) const {
  // Ids grow along a path.
  const auto path = transcript_->path();
  const auto found = std::lower_bound(path.begin(), path.end(), id);
  if (found == path.end() || *found != id) return std::nullopt;
  return static_cast<size_t>(found - path.begin());
}

std::optional<RowPosition> TranscriptRows::Find(const RowAnchor& anchor) {
  const auto message = IndexOf(anchor.message);
  if (!message) return std::nullopt;
  const MessageLayout& layout = LayoutOf(*message);
  if (anchor.part >= layout.parts().size()) return std::nullopt;
  const MessagePart& part = layout.parts()[anchor.part];
  if (part.num_rows() == 0) return std::nullopt;
  return RowPosition{*message, layout.RowOf({anchor.part, RowIn(part, anchor)})};
}

std::optional<RowPosition> TranscriptRows::FindHeader(const ThoughtId& thought) {
  const auto message = IndexOf(thought.message);
  if (!message) return std::nullopt;
  const MessageLayout& layout = LayoutOf(*message);
  for (size_t i = 0; i < layout.parts().size(); ++i) {
    const MessagePart& part = layout.parts()[i];
    if (part.kind() == MessagePart::Kind::kThought && part.ordinal() == thought.ordinal) {
      return RowPosition{*message, layout.RowOf({i, 0})};
    }
  }
  return std::nullopt;
}

void TranscriptRows::Forget(size_t first, size_t last) {
  if (layouts_.size() <= kMaxLayouts) return;
  const MessageId first_id = message_id(first);
  const MessageId last_id = message_id(last);
  std::erase_if(layouts_,
                [&](const auto& entry) { return entry.first < first_id || entry.first > last_id; });
}

}  // namespace ponder
