// TurnMeters: the clock of a turn. Feeds the meters on the screen, the progress events and the
// report.
//
// Thread rule: one thread.
#pragma once

#include "core/session/rate.h"
#include "core/session/turn.h"

namespace ponder {

class TurnMeters {
 public:
  explicit TurnMeters(const TurnParts& parts);
  ~TurnMeters();  // nothing runs any more

  // Of a prompt of `total` tokens, `done` stand; the first call tells how many were reused.
  void Read(size_t done, size_t total);
  void ReadAll();

  // `pace` held the next token back.
  void Waited(double seconds);
  // A token is there. Returns the seconds since the one before.
  double Decoded();

  // The counts and times of the turn so far.
  TurnReport Report(const Reply& reply) const;

 private:
  double Now() const;  // seconds since the turn began
  void ShowMemory();

  const TurnParts& parts_;
  const SteadyTime start_;

  size_t prompt_tokens_ = 0;
  std::optional<size_t> reused_tokens_;
  double prefill_end_ = 0;  // seconds; 0 while reading

  size_t num_decoded_ = 0;
  double last_token_ = 0;       // when it was there
  double waited_ = 0;           // by `pace`, all in all
  double waited_for_this_ = 0;  // before the token to come
  Rate shown_;
  Rate possible_;
};

}  // namespace ponder
