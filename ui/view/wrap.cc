#include "ui/view/wrap.h"

#include <algorithm>
#include <utility>

#include "ui/screen/width.h"

namespace ponder {
namespace {

constexpr int kTabColumns = 4;

int TabWidth(int column) { return kTabColumns - column % kTabColumns; }

// Fills rows with words as they come.
class Wrapper {
 public:
  explicit Wrapper(const WrapOptions& options) : options_(options) {}

  void Add(const Inline& text) {
    std::string_view rest = text.text;
    while (!rest.empty()) {
      const size_t source = text.source + (text.text.size() - rest.size());
      const Cluster cluster = NextCluster(rest);
      AddCluster(rest.substr(0, cluster.num_bytes), cluster.width, text.style, source);
      rest.remove_prefix(cluster.num_bytes);
    }
  }

  std::vector<Row> Finish() {
    EndWord();
    EndRow();
    return std::move(rows_);
  }

 private:
  struct Piece {
    std::string_view bytes;
    int width;
    Style style;
    size_t source;
  };

  void AddCluster(std::string_view bytes, int width, Style style, size_t source) {
    if (bytes == "\n") {
      EndWord();
      BeginRowAt(source);
      EndRow();
    } else if (bytes == " " || bytes == "\t") {
      EndWord();
      BeginRowAt(source);
      blanks_ += bytes == " " ? 1 : TabWidth(column_ + blanks_);
      blank_style_ = style;
    } else {
      const bool breaks_around = width == 2;
      if (breaks_around) EndWord();
      word_.push_back({bytes, width, style, source});
      word_width_ += width;
      if (breaks_around) EndWord();
    }
  }

  void BeginRowAt(size_t source) {
    if (has_row_) return;
    row_ = rows_.empty() ? options_.first_prefix : options_.next_prefix;
    row_.source = source;
    column_ = row_.width();
    text_begins_ = column_;
    has_row_ = true;
  }

  void EndRow() {
    if (!has_row_) BeginRowAt(rows_.empty() ? 0 : rows_.back().source);
    rows_.push_back(std::move(row_));
    row_ = Row();
    has_row_ = false;
    blanks_ = 0;
  }

  void EndWord() {
    if (word_.empty()) return;
    const bool row_has_text = has_row_ && column_ > text_begins_;
    if (row_has_text && column_ + blanks_ + word_width_ > options_.width) EndRow();
    BeginRowAt(word_[0].source);
    // Indentation may not push the text off the row.
    if (column_ == text_begins_) {
      blanks_ = std::min(blanks_, std::max(options_.width - column_, 0) / 2);
    }
    row_.Append(std::string(static_cast<size_t>(blanks_), ' '), blank_style_);
    column_ += blanks_;
    blanks_ = 0;
    for (const Piece& piece : word_) PutPiece(piece);
    word_.clear();
    word_width_ = 0;
  }

  void PutPiece(const Piece& piece) {
    if (column_ + piece.width > options_.width && column_ > text_begins_) {
      EndRow();
      BeginRowAt(piece.source);
    }
    row_.Append(piece.bytes, piece.style);
    column_ += piece.width;
  }

  const WrapOptions& options_;
  std::vector<Row> rows_;
  Row row_;
  bool has_row_ = false;
  int column_ = 0;
  int text_begins_ = 0;  // column after the prefix
  int blanks_ = 0;       // seen since the last word
  Style blank_style_;
  std::vector<Piece> word_;
  int word_width_ = 0;
};

}  // namespace

std::vector<Row> Wrap(const std::vector<Inline>& text, const WrapOptions& options) {
  Wrapper wrapper(options);
  for (const Inline& part : text) wrapper.Add(part);
  return wrapper.Finish();
}

std::vector<Row> WrapNote(std::string text, std::string_view mark, Style style, int width) {
  WrapOptions options{.width = width};
  options.first_prefix.Append(std::string(mark) + " ", style);
  options.next_prefix.Append("  ", {});
  return Wrap({{std::move(text), style}}, options);
}

Row CutLine(std::string_view line, int width, Style style, std::string_view mark) {
  std::string text;
  int column = 0;
  bool whole = true;
  while (!line.empty() && whole) {
    const bool tab = line[0] == '\t';
    const Cluster cluster = NextCluster(line);
    const int columns = tab ? TabWidth(column) : cluster.width;
    // One column stays free for the mark unless this is the end.
    whole =
        column + columns < width || (column + columns == width && cluster.num_bytes == line.size());
    if (!whole) break;
    text += tab ? std::string(static_cast<size_t>(columns), ' ')
                : std::string(line.substr(0, cluster.num_bytes));
    column += columns;
    line.remove_prefix(cluster.num_bytes);
  }
  if (!whole && width > 0) text += mark;
  Row row;
  row.Append(text, style);
  return row;
}

}  // namespace ponder
