// One conversation with a backend: the transcript, the turn under way, what waits for it to end.
//
// Thread rule: the screen's thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/chat/transcript.h"
#include "core/session/backend.h"

namespace ponder {

// Where the time goes before the first token, and while a model is opened.
struct Waiting {
  enum class For : uint8_t { kModel, kPrompt };
  For what = For::kPrompt;
  SteadyTime since;
  uint64_t done = 0;  // bytes or tokens
  uint64_t total = 0;
  double per_second = 0;  // 0 until measured
};

class Conversation {
 public:
  Conversation(Backend& backend, SteadyNow now, std::function<int64_t()> unix_now);

  const Transcript& transcript() const { return transcript_; }
  // The transcript for LiveSettings to mark, null while no reply runs.
  Transcript* running_reply() { return running_ ? &transcript_ : nullptr; }

  bool running() const { return running_; }  // a reply
  bool opening() const { return opening_; }  // a model
  bool busy() const { return running_ || opening_; }
  // What Stop would stop: a reply, or the opening of another model than the open one.
  bool stoppable() const { return running_ || (opening_ && model_); }
  const std::optional<ModelReady>& model() const { return model_; }
  const std::optional<Waiting>& waiting() const { return waiting_; }

  void Open(std::string path);
  void Say(std::string text);  // REQUIRES !busy(). Adds it and asks for the reply.
  bool Retry();                // REQUIRES !busy(). False if nothing was said yet.
  // Where nothing was generated yet, the message goes back to the person or stays in the
  // transcript.
  enum class Unanswered : uint8_t { kTakeBack, kKeep };
  // Opening ends with an error of kCancelled; the open model stays.
  void Stop(Unanswered unanswered);
  // REQUIRES !busy(). The last message, taken out of the conversation; empty if there is none.
  std::string TakeBack();
  // What TakeBack or Retry took stands again, until another reply stands in its place.
  bool can_put_back() const { return taken_from_.has_value() && !busy(); }
  void PutBack();  // REQUIRES can_put_back()
  void Clear();    // REQUIRES !busy()
  void SetSystemPrompt(std::string text) { transcript_.SetSystemPrompt(std::move(text)); }

  // Messages that wait for the reply or the model.
  const std::vector<std::string>& queue() const { return queue_; }
  void Queue(std::string text) { queue_.push_back(std::move(text)); }
  std::string TakeQueue();  // all of it, as one text
  void SendNextInQueue();   // if not busy

  // What the person has to do with the outcome of an event.
  struct Outcome {
    bool turn_ended = false;
    bool context_full = false;  // and cut the reply
    bool model_opened = false;
    std::optional<Error> error;
    std::string taken_back;  // the message to which there was no reply: back to the input line
  };
  Outcome Handle(const Event& event);

 private:
  void Ask();
  void RememberPath();
  void Progress(Waiting::For what, uint64_t done, uint64_t total, double per_second);
  Outcome EndTurn(const TurnReport& report);
  Outcome FailTurn(const Error& error);

  Backend& backend_;
  const SteadyNow now_;
  const std::function<int64_t()> unix_now_;
  Transcript transcript_;
  bool running_ = false;
  bool opening_ = false;
  Unanswered unanswered_ = Unanswered::kTakeBack;
  std::optional<ModelReady> model_;
  std::optional<Waiting> waiting_;
  std::vector<std::string> queue_;
  std::optional<std::vector<MessageId>> taken_from_;  // the path before TakeBack or Retry
};

}  // namespace ponder
