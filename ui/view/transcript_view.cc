#include "ui/view/transcript_view.h"

#include <algorithm>

namespace ponder {
namespace {

constexpr int kMargin = 2;             // columns left and right of the text
constexpr int kMaxProseColumns = 100;  // longer lines are hard to read
constexpr int kNarrow = 40;            // columns below which the right margin goes
constexpr int kMaxPendingRows = 100'000;

// Where a thought brought into sight comes to stand: a third down.
constexpr int kRevealFraction = 3;

TextWidths WidthsFor(int columns) {
  const int full = std::max(columns - (columns >= kNarrow ? 2 * kMargin : kMargin), 1);
  return {.prose = std::min(full, kMaxProseColumns), .full = full};
}

std::vector<ThoughtId> ThoughtsOf(const Transcript& transcript) {
  std::vector<ThoughtId> thoughts;
  for (const MessageId id : transcript.path()) {
    const Message& message = transcript.message(id);
    if (message.speaker != Speaker::kAssistant) continue;
    size_t ordinal = 0;
    for (const SpanRange text : TextRanges(message)) {
      if (message.spans[text.first].kind == SpanKind::kThink) thoughts.push_back({id, ordinal++});
    }
  }
  return thoughts;
}

}  // namespace

void TranscriptView::ScrollRows(int rows) {
  pending_rows_ = std::clamp(pending_rows_ + rows, -kMaxPendingRows, kMaxPendingRows);
}

void TranscriptView::ScrollToTop() {
  to_top_ = true;
  pending_rows_ = 0;
}

void TranscriptView::ScrollToEnd() {
  top_.reset();
  to_top_ = false;
  pending_rows_ = 0;
}

void TranscriptView::RowsUp(RowPosition& position, int rows) {
  while (rows-- > 0 && rows_.StepBack(position)) continue;
}

RowPosition TranscriptView::TopAtEnd() {
  RowPosition top = rows_.Last();
  RowsUp(top, height_ - 1);
  return top;
}

std::optional<RowPosition> TranscriptView::TopForKept() {
  if (!kept_) return std::nullopt;
  std::optional<RowPosition> top = rows_.FindHeader(kept_->thought);
  if (top) RowsUp(*top, kept_->y);
  kept_.reset();
  return top;
}

// Where the selected thought comes into sight, if it is not in sight from `top`.
std::optional<RowPosition> TranscriptView::TopForSelected(const RowPosition& top) {
  if (!std::exchange(reveal_selected_, false) || !selected_) return std::nullopt;
  std::optional<RowPosition> header = rows_.FindHeader(*selected_);
  if (!header) return std::nullopt;
  const std::vector<RowPosition> shown = RowsFrom(top);
  if (std::find(shown.begin(), shown.end(), *header) != shown.end()) return std::nullopt;
  RowsUp(*header, height_ / kRevealFraction);
  return header;
}

// The row at the top of the screen, all that the reader asked for since the last Draw done.
RowPosition TranscriptView::ChooseTop() {
  const std::optional<RowPosition> anchored = top_ ? rows_.Find(*top_) : std::nullopt;
  const RowPosition before = anchored ? *anchored : TopAtEnd();
  RowPosition top = TopForKept().value_or(before);
  if (std::exchange(to_top_, false)) top = rows_.First();
  while (pending_rows_ < 0 && rows_.StepBack(top)) ++pending_rows_;
  while (pending_rows_ > 0 && rows_.StepForward(top)) --pending_rows_;
  pending_rows_ = 0;
  top = TopForSelected(top).value_or(top);
  if (static_cast<int>(RowsFrom(top).size()) < height_) top = TopAtEnd();
  // As long as the reader does not move, the anchor stays what it was: it knows the place more
  // exactly than a row of the present width does.
  if (!anchored || !(top == before)) top_ = rows_.AnchorOf(top);
  return top;
}

std::vector<RowPosition> TranscriptView::RowsFrom(const RowPosition& top) {
  std::vector<RowPosition> shown{top};
  RowPosition next = top;
  while (static_cast<int>(shown.size()) < height_ && rows_.StepForward(next)) shown.push_back(next);
  return shown;
}

void TranscriptView::Draw(const Transcript& transcript, const TranscriptLook& look,
                          const Canvas& canvas) {
  height_ = canvas.height();
  drawn_.clear();
  rows_.Use(transcript, folds_,
            {.widths = WidthsFor(canvas.width()),
             .glyphs = look.glyphs,
             .show_notes = look.show_notes,
             .show_turn_end = look.show_turn_end});
  if (height_ <= 0 || rows_.empty()) return;
  const std::vector<RowPosition> shown = RowsFrom(ChooseTop());
  for (int y = 0; y < static_cast<int>(shown.size()); ++y) {
    DrawRowAt(shown[static_cast<size_t>(y)], *look.glyphs, canvas, y);
  }
  RowPosition after = shown.back();
  if (!rows_.StepForward(after)) top_.reset();
  KeepOpenWhatIsRead(shown);
  rows_.Forget(shown.front().message, shown.back().message);
}

void TranscriptView::DrawRowAt(const RowPosition& position, const Glyphs& glyphs,
                               const Canvas& canvas, int y) {
  const auto [part, row] = rows_.At(position);
  int x = kMargin;
  if (part->in_gutter(row)) {
    canvas.Put(x, y, glyphs.bar, {Role::kThought});
    x += kMargin;
  }
  x = DrawRow(part->row(row), canvas, x, y);
  if (part->growing() && row + 1 == part->num_rows() && !part->folded()) {
    canvas.Put(x, y, glyphs.caret, {Role::kAccent});
  }
  DrawnRow& drawn = drawn_.emplace_back();
  if (part->kind() != MessagePart::Kind::kThought) return;
  drawn = {.thought = ThoughtId{rows_.message_id(position.message), part->ordinal()},
           .header = row == 0,
           .folded = part->folded()};
  if (drawn.header && drawn.thought == selected_) canvas.Restyle(y, {Role::kSelected});
}

// A thought that ends while the reader has scrolled to it must not fold under his eyes.
void TranscriptView::KeepOpenWhatIsRead(const std::vector<RowPosition>& shown) {
  if (!top_) return;
  for (const RowPosition& position : shown) {
    const MessagePart& part = *rows_.At(position).part;
    const bool thought = part.kind() == MessagePart::Kind::kThought;
    if (!thought || !part.growing() || part.folded()) continue;
    folds_.Set({rows_.message_id(position.message), part.ordinal()}, false);
  }
}

std::optional<int> TranscriptView::DrawnAt(const ThoughtId& thought) const {
  for (size_t y = 0; y < drawn_.size(); ++y) {
    if (drawn_[y].thought == thought) return static_cast<int>(y);
  }
  return std::nullopt;
}

void TranscriptView::ToggleThought(const ThoughtId& thought) {
  const auto y = DrawnAt(thought);
  if (!y) return;
  folds_.Set(thought, !drawn_[static_cast<size_t>(*y)].folded);
  kept_ = Kept{thought, *y};
}

bool TranscriptView::ToggleAllThoughts() {
  bool any = false;
  bool any_open = false;
  for (const DrawnRow& row : drawn_) {
    any = any || row.thought.has_value();
    any_open = any_open || (row.thought && !row.folded);
    if (row.header && !kept_ && top_) kept_ = Kept{*row.thought, *DrawnAt(*row.thought)};
  }
  folds_.SetAll(any ? any_open : !folds_.all_folded());
  return any;
}

std::optional<ThoughtId> TranscriptView::ThoughtAt(int y) const {
  if (y < 0 || y >= static_cast<int>(drawn_.size())) return std::nullopt;
  return drawn_[static_cast<size_t>(y)].thought;
}

bool TranscriptView::SelectNext(const Transcript& transcript, int direction) {
  const std::vector<ThoughtId> thoughts = ThoughtsOf(transcript);
  if (thoughts.empty()) return false;
  const auto current =
      selected_ ? std::find(thoughts.begin(), thoughts.end(), *selected_) : thoughts.end();
  if (current != thoughts.end()) {
    const auto last = static_cast<ptrdiff_t>(thoughts.size()) - 1;
    const ptrdiff_t index = current - thoughts.begin() + direction;
    selected_ = thoughts[static_cast<size_t>(std::clamp<ptrdiff_t>(index, 0, last))];
  } else {
    selected_ = thoughts.back();
    for (const DrawnRow& row : drawn_) {
      if (row.header) selected_ = row.thought;
    }
  }
  reveal_selected_ = true;
  return true;
}

}  // namespace ponder
