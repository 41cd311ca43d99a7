// What `ponder run` writes: the answer and nothing else on stdout, the thought where it was asked
// for, or JSON.
//
// Thread rule: one thread.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/args.h"
#include "core/base/clock.h"
#include "core/chat/events.h"

namespace ponder {

// Hears everything that happens in a run. Writes are flushed at once.
class RunWriter {
 public:
  virtual ~RunWriter() = default;
  virtual void Loading(const LoadProgress&) {}
  virtual void Ready(const ModelReady&) {}
  virtual void Read(const PrefillProgress&) {}
  virtual void Said(const SpanEvent&) {}
  virtual void Ended(const TurnReport&) {}
  virtual void Failed(const Error&) {}
  // Whether all of it could be written. Errors: kRuntime.
  virtual Status Written() const { return {}; }
};

using RunWriters = std::vector<std::unique_ptr<RunWriter>>;

struct RunStreams {
  std::FILE* out = nullptr;
  std::FILE* err = nullptr;
  // A terminal never gets control characters from a model.
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool shows_progress = false;  // err can erase a line
};

// Errors: kRuntime if the file for the thoughts cannot be written.
Result<RunWriters> MakeRunWriters(const RunArgs& run, const RunStreams& streams);

// For a terminal that can erase a line. Shows waits of more than a second, with the time left.
std::unique_ptr<RunWriter> MakeProgressWriter(std::FILE* err, SteadyNow now);

std::unique_ptr<RunWriter> MakeJsonWriter(std::FILE* out, bool stream);

// The answer as one text: what the model said outside its thoughts, tool calls in their marks.
class AnswerText {
 public:
  // What `event` adds to it.
  std::string Next(const SpanEvent& event);

 private:
  bool empty_ = true;
};

// `text` with its control characters replaced, for a terminal; line feeds and tabs stay.
std::string WithoutControls(std::string_view text);

}  // namespace ponder
