// The rows of a text that grows at its end. What is finished is laid out once; only the open end is
// laid out again when text arrives.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/view/block_splitter.h"
#include "ui/view/markdown.h"

namespace ponder {

// A note between the rows, before the first row that begins at or after `offset`.
struct FlowNote {
  size_t offset = 0;
  std::string text;

  bool operator==(const FlowNote&) const = default;
};

class TextFlow {
 public:
  enum class Kind : uint8_t { kMarkdown, kPlain };

  TextFlow(Kind kind, Style style, TextWidths widths, const Glyphs& glyphs)
      : kind_(kind), style_(style), widths_(widths), glyphs_(&glyphs) {}

  // `text` begins with the text of the last call. `complete`: nothing more will come. Notes are
  // sorted by offset; their texts may change.
  void Update(std::string_view text, bool complete, std::span<const FlowNote> notes);

  size_t num_rows() const { return finished_.size() + open_.size(); }
  const Row& row(size_t i) const {
    return i < finished_.size() ? finished_[i] : open_[i - finished_.size()];
  }
  // The last row that begins at or before `source`; 0 without rows.
  size_t RowAt(size_t source) const;

 private:
  void Restart();
  void AdvancePlain(std::string_view text);
  void AdvanceMarkdown(std::string_view text, bool complete);
  bool AdvanceCode(std::string_view rest, bool complete);
  void FinishBlocks(std::string_view markdown, bool cut);
  void LayOutOpen(std::string_view text);
  void LayOutOpenMarkdown(std::string_view rest);
  void Finish(Row row);
  void Open(Row row);
  void AddNotes(size_t before, size_t& next, std::vector<Row>& rows) const;

  Kind kind_;
  Style style_;  // of plain text
  TextWidths widths_;
  const Glyphs* glyphs_;

  size_t updated_bytes_ = 0;  // length of the text at the last Update
  bool complete_ = false;
  std::vector<Row> finished_;
  size_t finished_bytes_ = 0;
  std::vector<Row> open_;  // of the text after finished_bytes_
  Fence fence_;            // a code block is open at finished_bytes_
  bool gap_is_due_ = false;
  std::vector<FlowNote> notes_;
  size_t next_note_ = 0;       // the first one not among finished_
  size_t next_open_note_ = 0;  // the first one in neither
};

}  // namespace ponder
