// The conversation as the screen knows it: a tree of messages with a current path, so that a retry
// or an edit is a sibling and nothing said is lost.
//
// Thread rule: owned by one thread (the screen's).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/chat/events.h"
#include "core/chat/message.h"
#include "core/chat/turn_request.h"

namespace ponder {

class Transcript {
 public:
  // Messages from the first to the newest one of the current path; no system message among them.
  std::span<const MessageId> path() const { return path_; }
  const Message& message(MessageId id) const;
  bool empty() const { return path_.empty(); }
  // The newest message of the path if the model speaks it, else null.
  const Message* newest_reply() const;
  // Grows with every change to any message, the path or the system prompt.
  uint64_t revision() const { return revision_; }

  const std::string& system_prompt() const { return system_prompt_; }
  void SetSystemPrompt(std::string text);

  MessageId AddUser(std::string text, int64_t unix_seconds);
  MessageId BeginReply(int64_t unix_seconds);

  // The newest reply takes text, marks, and its end. CHECKs that one was begun. A mark cuts the
  // open span in two: what follows is a span of the same kind.
  void Apply(const SpanEvent& event);
  size_t AddMark(std::string text);  // returns its index among the reply's spans
  // Another text for a mark of the newest reply: quick changes in a row are one mark. Empty: the
  // changes cancelled each other out.
  void ReviseMark(size_t span_idx, std::string text);
  void EndReply(const TurnReport& report);

  // Steps back so that the last user message can be answered again; false if there is none.
  bool Retry();
  // Takes the last user message (and what followed) off the path and returns its text; empty if
  // there is none.
  std::string TakeBackUser();
  // Goes back to a path it had: messages taken off it stand there again.
  void Restore(std::vector<MessageId> path);
  // An empty path; the messages stay in the tree, so ids are never used twice.
  void Clear();

  // The current path as the model shall read it: system prompt first, replies that say nothing
  // left out.
  TurnRequest ToRequest() const;
  // Markdown, thoughts as block quotes.
  std::string ToMarkdown() const;

 private:
  MessageId Append(Speaker speaker, int64_t unix_seconds);
  Message& NewestReply();
  void Touch(Message& message);

  std::vector<Message> messages_;  // messages_[id - 1]
  std::vector<MessageId> path_;
  std::string system_prompt_;
  uint64_t revision_ = 0;
};

}  // namespace ponder
