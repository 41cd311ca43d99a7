#include "ui/view/text_flow.h"

#include <algorithm>
#include <utility>

#include "ui/view/wrap.h"

namespace ponder {
namespace {

// The line at the start of `text`, without its end; its whole length is one more if it has one.
std::string_view FirstLine(std::string_view text) { return text.substr(0, text.find('\n')); }

}  // namespace

void TextFlow::Update(std::string_view text, bool complete, std::span<const FlowNote> notes) {
  if (updated_bytes_ == text.size() && complete_ == complete && std::ranges::equal(notes, notes_)) {
    return;
  }
  updated_bytes_ = text.size();
  complete_ = complete;
  const bool same_notes =
      notes.size() >= next_note_ &&
      std::equal(notes.begin(), notes.begin() + static_cast<ptrdiff_t>(next_note_), notes_.begin());
  if (!same_notes || text.size() < finished_bytes_) Restart();
  notes_.assign(notes.begin(), notes.end());
  open_.clear();
  if (kind_ == Kind::kPlain) {
    AdvancePlain(text);
  } else {
    AdvanceMarkdown(text, complete);
  }
  next_open_note_ = next_note_;
  LayOutOpen(text);
  AddNotes(text.size() + 1, next_open_note_, open_);
}

void TextFlow::Restart() {
  finished_.clear();
  finished_bytes_ = 0;
  fence_ = {};
  gap_is_due_ = false;
  next_note_ = 0;
}

size_t TextFlow::RowAt(size_t source) const {
  size_t low = 0;
  size_t high = num_rows();
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    (row(middle).source <= source ? low : high) = middle;
  }
  return low;
}

void TextFlow::AddNotes(size_t before, size_t& next, std::vector<Row>& rows) const {
  for (; next < notes_.size() && notes_[next].offset < before; ++next) {
    if (notes_[next].text.empty()) continue;
    const Row* above = !rows.empty()        ? &rows.back()
                       : !finished_.empty() ? &finished_.back()
                                            : nullptr;
    const size_t source = std::max(notes_[next].offset, above ? above->source : 0);
    const std::string text = WithArrows(notes_[next].text, *glyphs_);
    for (Row& row : WrapNote(text, glyphs_->mark, {Role::kDim}, widths_.prose)) {
      row.source = source;
      rows.push_back(std::move(row));
    }
  }
}

// A note goes after the blank row that separates blocks.
void TextFlow::Finish(Row row) {
  if (!row.runs.empty()) AddNotes(row.source + 1, next_note_, finished_);
  finished_.push_back(std::move(row));
}

void TextFlow::Open(Row row) {
  if (!row.runs.empty()) AddNotes(row.source + 1, next_open_note_, open_);
  open_.push_back(std::move(row));
}

void TextFlow::AdvancePlain(std::string_view text) {
  while (true) {
    const std::string_view rest = text.substr(finished_bytes_);
    std::string_view line = FirstLine(rest);
    bool ends = line.size() < rest.size();
    if (line.size() > kMaxOpenBytes) {
      line = line.substr(0, CutLength(line));
      ends = false;
    } else if (!ends) {
      return;
    }
    for (Row& row : LayOutPlain(line, finished_bytes_, widths_.prose, style_)) {
      Finish(std::move(row));
    }
    finished_bytes_ += line.size() + (ends ? 1 : 0);
  }
}

void TextFlow::AdvanceMarkdown(std::string_view text, bool complete) {
  while (finished_bytes_ < text.size()) {
    const std::string_view rest = text.substr(finished_bytes_);
    if (fence_.character != 0) {
      if (!AdvanceCode(rest, complete)) return;
      continue;
    }
    const Piece piece = FirstPiece(rest, complete);
    if (piece.kind == Piece::Kind::kUnfinished) return;
    if (piece.kind == Piece::Kind::kFence) {
      const std::string_view line = rest.substr(rest.find_first_not_of("\n \t\r"), piece.length);
      fence_ = OpeningFence(FirstLine(line), 0);
    } else {
      FinishBlocks(rest.substr(0, piece.length), piece.cut);
    }
    finished_bytes_ += piece.length;
  }
}

// One line of a code block. False if it is not whole yet.
bool TextFlow::AdvanceCode(std::string_view rest, bool complete) {
  const std::string_view line = FirstLine(rest);
  const bool ends = line.size() < rest.size();
  if (!ends && !complete) return false;
  if (ClosesFence(line, fence_)) {
    fence_ = {};
    gap_is_due_ = true;
  } else {
    Row row = LayOutCodeLine(line, finished_bytes_, widths_.full, *glyphs_);
    if (std::exchange(gap_is_due_, false)) Finish({.runs = {}, .source = row.source});
    Finish(std::move(row));
  }
  finished_bytes_ += line.size() + (ends ? 1 : 0);
  return true;
}

void TextFlow::FinishBlocks(std::string_view markdown, bool cut) {
  MarkdownRows laid_out = LayOutMarkdown(markdown, finished_bytes_, widths_, *glyphs_);
  if (laid_out.rows.empty()) return;
  if (gap_is_due_) Finish({.runs = {}, .source = laid_out.rows[0].source});
  for (Row& row : laid_out.rows) Finish(std::move(row));
  gap_is_due_ = laid_out.gap_after && !cut;
}

void TextFlow::LayOutOpen(std::string_view text) {
  const std::string_view rest = text.substr(finished_bytes_);
  if (kind_ == Kind::kPlain) {
    // A line that has only begun shows no row before its first character.
    if (rest.empty()) return;
    for (Row& row : LayOutPlain(rest, finished_bytes_, widths_.prose, style_)) Open(std::move(row));
  } else if (fence_.character == 0) {
    LayOutOpenMarkdown(rest);
  } else if (!rest.empty() && !MayCloseFence(rest, fence_)) {
    Row row = LayOutCodeLine(rest, finished_bytes_, widths_.full, *glyphs_);
    if (gap_is_due_) Open({.runs = {}, .source = row.source});
    Open(std::move(row));
  }
}

void TextFlow::LayOutOpenMarkdown(std::string_view rest) {
  const size_t newline = rest.rfind('\n');
  // "Sum:\n-" would make a heading of "Sum:" until the rest of the list item arrives.
  if (newline != std::string_view::npos && IsOnlyMarkup(rest.substr(newline + 1))) {
    rest = rest.substr(0, newline + 1);
  }
  MarkdownRows laid_out = LayOutMarkdown(rest, finished_bytes_, widths_, *glyphs_);
  if (laid_out.rows.empty()) return;
  if (gap_is_due_) Open({.runs = {}, .source = laid_out.rows[0].source});
  for (Row& row : laid_out.rows) Open(std::move(row));
}

}  // namespace ponder
