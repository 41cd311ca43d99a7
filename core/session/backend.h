// Where tokens come from, as the screen sees it: requests in, events out.
//
// The local engine (decode_thread.h) is one backend; a server would be another.
// Thread rule: the screen's thread calls; implementations work in their own.
#pragma once

#include "core/base/event_queue.h"
#include "core/base/published.h"
#include "core/chat/events.h"
#include "core/chat/meters.h"
#include "core/chat/turn_request.h"

namespace ponder {

class Backend {
 public:
  virtual ~Backend() = default;

  virtual void Submit(Request request) = 0;
  // Stops the running turn; what was generated stays. A TurnEnded{kInterrupt} follows. Or stops the
  // opening of a model; the one open before stays. A ModelFailed{kCancelled} follows.
  virtual void Cancel() = 0;

  virtual EventQueue<Event>& events() = 0;
  virtual Published<Settings>& settings() = 0;  // read for every token
  virtual const Meters& meters() const = 0;
};

}  // namespace ponder
