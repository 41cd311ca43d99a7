// The rows of a conversation as one long column, of which only what is asked for is laid out.
//
// Thread rule: one thread.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "core/chat/transcript.h"
#include "ui/view/message_layout.h"

namespace ponder {

struct TranscriptOptions {
  TextWidths widths;
  const Glyphs* glyphs = &UnicodeGlyphs();
  bool show_notes = true;
  bool show_turn_end = true;
};

// A row by its number: valid until the conversation, a fold or the width changes.
struct RowPosition {
  size_t message = 0;  // index in the path
  size_t row = 0;      // of the message

  bool operator==(const RowPosition&) const = default;
};

// A row by what it says: found again after any of these changes.
struct RowAnchor {
  MessageId message = kNoMessage;
  size_t part = 0;
  bool header = false;
  size_t source = 0;   // the byte of the part's text at which the row begins
  size_t further = 0;  // rows after the first one that begins there
};

class TranscriptRows {
 public:
  // For the calls that follow. Both must outlive them.
  void Use(const Transcript& transcript, const Folds& folds, const TranscriptOptions& options);

  bool empty() const;  // of messages
  RowPosition First() const { return {}; }
  RowPosition Last();
  // False at the end of the conversation; `position` stays as it is then.
  bool StepBack(RowPosition& position);
  bool StepForward(RowPosition& position);

  RowAnchor AnchorOf(const RowPosition& position);
  // Nothing if the message is no longer on the path.
  std::optional<RowPosition> Find(const RowAnchor& anchor);
  std::optional<RowPosition> FindHeader(const ThoughtId& thought);

  struct Shown {
    const MessagePart* part;
    size_t row;  // in the part
  };
  Shown At(const RowPosition& position);
  MessageId message_id(size_t message) const { return transcript_->path()[message]; }

  // Drops the layouts of messages far from [first, last] once there are many.
  void Forget(size_t first, size_t last);

 private:
  MessageLayout& LayoutOf(size_t message);
  std::optional<size_t> IndexOf(MessageId id) const;

  const Transcript* transcript_ = nullptr;
  const Folds* folds_ = nullptr;
  TranscriptOptions options_;
  std::map<MessageId, std::unique_ptr<MessageLayout>> layouts_;
};

}  // namespace ponder
