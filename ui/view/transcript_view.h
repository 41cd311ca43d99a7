// The conversation, scrolled. Only what is on the screen is laid out; new text, a change of width,
// and folds elsewhere never move the row the reader looks at.
//
// Thread rule: one thread.
#pragma once

#include <optional>
#include <vector>

#include "ui/view/transcript_rows.h"

namespace ponder {

struct TranscriptLook {
  const Glyphs* glyphs = &UnicodeGlyphs();
  bool show_notes = true;     // of settings changed in the middle of a reply
  bool show_turn_end = true;  // the line of figures under a reply
};

class TranscriptView {
 public:
  // Draws the part of the conversation that the reader looks at, top-aligned where all fits.
  void Draw(const Transcript& transcript, const TranscriptLook& look, const Canvas& canvas);

  // Scrolling takes effect at the next Draw. Negative is up.
  void ScrollRows(int rows);
  void ScrollToTop();
  void ScrollToEnd();
  // Whether the newest row is on the screen; then new text scrolls by itself.
  bool at_end() const { return !top_; }

  // The fold line stays where it is on the screen.
  void ToggleThought(const ThoughtId& thought);
  // Folds all if one on the screen is open, else opens all; with none on the screen, folds what it
  // opened and opens what is folded. True if the reader sees it.
  bool ToggleAllThoughts();
  bool all_folded() const { return folds_.all_folded(); }
  // The thought drawn on row `y` of the canvas.
  std::optional<ThoughtId> ThoughtAt(int y) const;

  // The thought that the keys act on.
  const std::optional<ThoughtId>& selected() const { return selected_; }
  void Deselect() { selected_.reset(); }
  // The thought before (-1) or after (1) the selected one; without one, the last on the screen, or
  // the newest there is. False if there is none.
  bool SelectNext(const Transcript& transcript, int direction);

 private:
  struct DrawnRow {
    std::optional<ThoughtId> thought;
    bool header = false;
    bool folded = false;
  };
  // A thought's fold line stays on this row of the screen at the next Draw.
  struct Kept {
    ThoughtId thought;
    int y;
  };

  RowPosition ChooseTop();
  RowPosition TopAtEnd();
  std::optional<RowPosition> TopForKept();
  std::optional<RowPosition> TopForSelected(const RowPosition& top);
  void RowsUp(RowPosition& position, int rows);
  std::vector<RowPosition> RowsFrom(const RowPosition& top);
  void DrawRowAt(const RowPosition& position, const Glyphs& glyphs, const Canvas& canvas, int y);
  void KeepOpenWhatIsRead(const std::vector<RowPosition>& shown);
  std::optional<int> DrawnAt(const ThoughtId& thought) const;

  TranscriptRows rows_;
  Folds folds_;
  int height_ = 0;

  std::optional<RowAnchor> top_;  // none: the end is shown
  int pending_rows_ = 0;
  bool to_top_ = false;
  std::optional<Kept> kept_;
  std::optional<ThoughtId> selected_;
  bool reveal_selected_ = false;
  std::vector<DrawnRow> drawn_;  // rows of the last Draw
};

}  // namespace ponder
