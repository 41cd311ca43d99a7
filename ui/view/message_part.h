// A part of a message on the screen: consecutive text of one kind, and the rows around it.
#pragma once

#include <string>
#include <vector>

#include "core/chat/message.h"
#include "ui/view/folds.h"
#include "ui/view/text_flow.h"

namespace ponder {

struct LayoutOptions {
  TextWidths widths;
  const Glyphs* glyphs = &UnicodeGlyphs();
  bool show_notes = true;     // of settings changed in the middle of a reply
  bool show_turn_end = true;  // the line of figures under a reply
  bool gap_before = false;    // a blank row before the message

  bool operator==(const LayoutOptions&) const = default;
};

// Spans [first, end) of a message; marks among them are notes between the rows.
struct SpanRange {
  size_t first = 0;
  size_t end = 0;
};

class MessagePart {
 public:
  enum class Kind : uint8_t { kGap, kSpeaker, kUser, kThought, kAnswer, kTool, kNotes, kTurnEnd };

  // `options` must outlive the part.
  MessagePart(Kind kind, const LayoutOptions& options);

  Kind kind() const { return kind_; }
  bool growing() const { return growing_; }  // more may come at its end
  bool folded() const { return folded_; }
  size_t ordinal() const { return ordinal_; }

  size_t num_rows() const;
  const Row& row(size_t i) const;  // REQUIRES i < num_rows()
  bool has_header() const;         // then it is row 0
  // Whether row `i` stands behind the gutter bar.
  bool in_gutter(size_t i) const;
  // The row that shows byte `source` of the text; of a folded thought its header, or the note
  // there.
  size_t RowAt(size_t source) const;

  // Each brings the part up to date with its message.
  void SetFixedRow(Row row) { header_ = std::move(row); }
  void SetText(const Message& message, SpanRange spans, bool growing);
  void SetThought(const ThoughtId& thought, const Folds& folds, bool gap_after);

 private:
  void GatherText(const Message& message, SpanRange spans);
  void MakeThoughtHeader();
  std::string ThoughtWords(int columns) const;

  Kind kind_;
  const LayoutOptions* options_;
  TextFlow flow_;
  Row header_;
  std::string text_;  // of all its spans
  std::vector<FlowNote> notes_;
  std::vector<Row> note_rows_;  // shown below the header of a folded thought
  size_t num_tokens_ = 0;
  double seconds_ = 0;
  bool growing_ = false;
  bool folded_ = false;
  bool gap_after_ = false;  // a blank row ends an unfolded thought
  Row gap_;
  size_t ordinal_ = 0;  // of a thought
};

}  // namespace ponder
