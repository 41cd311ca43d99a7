#include "ui/view/block_splitter.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace ponder {
namespace {

constexpr size_t kMaxFenceLine =
    256;  // so that a line still growing cannot stay undecided for long

size_t IndentOf(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool IsBlank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

enum class Listness { kNoItem, kItem, kUndecided };

// Whether `line` begins a list item. `whole`: nothing will be added to it.
Listness ListnessOf(std::string_view line, bool whole) {
  line.remove_prefix(IndentOf(line));
  size_t marker = 0;
  while (marker < line.size() && IsDigit(line[marker]) && marker < 9) ++marker;
  const bool numbered = marker > 0;
  const Listness open_end = whole ? Listness::kItem : Listness::kUndecided;
  if (marker == line.size()) return whole ? Listness::kNoItem : Listness::kUndecided;
  const std::string_view signs = numbered ? ".)" : "-*+";
  if (signs.find(line[marker]) == std::string_view::npos) return Listness::kNoItem;
  if (marker + 1 == line.size()) return open_end;
  return line[marker + 1] == ' ' || line[marker + 1] == '\t' ? Listness::kItem : Listness::kNoItem;
}

bool IsItem(std::string_view line) { return ListnessOf(line, true) == Listness::kItem; }

// Walks over the lines of the text until the first piece is known to end.
class Splitter {
 public:
  Splitter(std::string_view text, bool complete) : text_(text), complete_(complete) {}

  Piece Find() {
    while (position_ < text_.size()) {
      const size_t newline = text_.find('\n', position_);
      const bool whole = newline != std::string_view::npos || complete_;
      const size_t end = std::min(newline, text_.size());
      const std::string_view line = text_.substr(position_, end - position_);
      const Piece piece = Visit(line, whole);
      if (piece.kind != Piece::Kind::kUnfinished) return piece;
      if (end > kMaxOpenBytes) return {Piece::Kind::kBlocks, CutLength(text_), true};
      if (!whole || undecided_) break;
      position_ = std::min(end + 1, text_.size());
    }
    return complete_ && !undecided_ ? Piece{Piece::Kind::kBlocks, text_.size()} : Piece{};
  }

 private:
  // What the line at position_ says about the piece before it.
  Piece Visit(std::string_view line, bool whole) {
    if (fence_.character != 0) {
      if (whole && ClosesFence(line, fence_)) fence_ = {};
      return {};
    }
    if (IsBlank(line)) {
      blank_before_ = has_text_;
      return {};
    }
    if (whole && OpeningFence(line, 0).character != 0) {
      if (has_text_) return {Piece::Kind::kBlocks, position_};
      return {Piece::Kind::kFence, std::min(LineEnd(), text_.size())};
    }
    if (blank_before_) {
      const Piece piece = EndBefore(line, whole);
      if (piece.kind != Piece::Kind::kUnfinished || undecided_) return piece;
    }
    list_ = list_ || (whole && IsItem(line));
    if (whole) fence_ = OpeningFence(line, line.size());
    has_text_ = true;
    blank_before_ = false;
    return {};
  }

  // After a blank line: does `line` belong to the list above it?
  Piece EndBefore(std::string_view line, bool whole) {
    const Piece end{Piece::Kind::kBlocks, position_};
    if (!list_) return end;
    if (IndentOf(line) > 0) return {};
    const Listness listness = ListnessOf(line, whole);
    undecided_ = listness == Listness::kUndecided;
    return listness == Listness::kNoItem ? end : Piece{};
  }

  size_t LineEnd() const { return std::min(text_.find('\n', position_), text_.size()) + 1; }

  const std::string_view text_;
  const bool complete_;
  size_t position_ = 0;    // of the line looked at
  bool has_text_ = false;  // a line that is not blank came before it
  bool blank_before_ = false;
  bool list_ = false;       // the piece has list items
  bool undecided_ = false;  // the last line must grow before it tells
  Fence fence_;             // open inside the piece
};

}  // namespace

size_t CutLength(std::string_view text) {
  const std::string_view head = text.substr(0, kMaxOpenBytes);
  size_t last = head.rfind('\n');
  if (last == std::string_view::npos) last = head.rfind(' ');
  if (last != std::string_view::npos) return last + 1;
  return std::max<size_t>(head.size() - IncompleteUtf8Tail(head), 1);
}

Fence OpeningFence(std::string_view line, size_t max_indent) {
  const size_t indent = IndentOf(line);
  if (indent > max_indent || indent == line.size() || line.size() > kMaxFenceLine) return {};
  const char character = line[indent];
  if (character != '`' && character != '~') return {};
  const size_t end = std::min(line.find_first_not_of(character, indent), line.size());
  const bool backtick_in_info = character == '`' && line.find('`', end) != std::string_view::npos;
  if (end - indent < 3 || backtick_in_info) return {};
  return {character, end - indent};
}

bool ClosesFence(std::string_view line, const Fence& fence) {
  const size_t indent = IndentOf(line);
  const size_t end = std::min(line.find_first_not_of(fence.character, indent), line.size());
  return end - indent >= fence.length && IsBlank(line.substr(end));
}

bool MayCloseFence(std::string_view line, const Fence& fence) {
  return line.find_first_not_of(fence.character, IndentOf(line)) == std::string_view::npos &&
         line.size() > 0;
}

bool IsOnlyMarkup(std::string_view line) {
  return line.find_first_not_of("-=*_#`~|:>+.0123456789) \t") == std::string_view::npos;
}

Piece FirstPiece(std::string_view text, bool complete) { return Splitter(text, complete).Find(); }

}  // namespace ponder
