// The rows of one message: who speaks, thoughts with their fold lines, the answer, notes, and the
// line that ends a turn. Kept up to date as the message grows.
#pragma once

#include <vector>

#include "core/chat/message.h"
#include "ui/view/message_part.h"

namespace ponder {

// The texts of a message in order: spans of one kind, marks among them included. A mark cuts a
// span, but not the text. A mark before any text stands alone.
std::vector<SpanRange> TextRanges(const Message& message);

class MessageLayout {
 public:
  explicit MessageLayout(const LayoutOptions& options) : options_(options) {}
  MessageLayout(const MessageLayout&) = delete;  // its parts point to its options
  MessageLayout& operator=(const MessageLayout&) = delete;

  const LayoutOptions& options() const { return options_; }
  // Does nothing if neither changed since the last call.
  void Update(const Message& message, const Folds& folds);

  size_t num_rows() const { return num_rows_; }
  const std::vector<MessagePart>& parts() const { return parts_; }

  struct Place {
    size_t part = 0;
    size_t row = 0;  // in the part
  };
  Place PlaceOf(size_t row) const;  // REQUIRES row < num_rows()
  size_t RowOf(const Place& place) const;

 private:
  void UpdateSpans(const Message& message, const Folds& folds);
  void AddTurnEnd(const Message& message);
  MessagePart& NextPart(MessagePart::Kind kind);

  LayoutOptions options_;
  uint64_t revision_ = 0;
  uint64_t folds_revision_ = 0;
  bool updated_ = false;
  std::vector<MessagePart> parts_;
  size_t num_parts_ = 0;  // brought up to date so far
  size_t num_rows_ = 0;
};

}  // namespace ponder
