// What the decode thread tells the screen. Plain values through an EventQueue (core/base).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/settings.h"
#include "core/chat/span.h"
#include "core/chat/turn_report.h"

namespace ponder {

struct LoadProgress {
  uint64_t done_bytes;
  uint64_t total_bytes;
};

// A model is open and ready to answer.
struct ModelReady {
  std::string name;           // "Nemotron-3-Nano-30B", "built-in"
  std::string format;         // "TurboQuant 3/2 bit"
  uint64_t weight_bytes = 0;  // mapped
  size_t context = 0;         // tokens
  bool can_think = true;      // the template knows enable_thinking
  Settings defaults;          // from generation_config.json or the checkpoint's kind
};

// Opening failed; an earlier model stays open.
struct ModelFailed {
  Error error;
};

// Reading the prompt. `done` counts the reused tokens too.
struct PrefillProgress {
  size_t reused;
  size_t done;
  size_t total;
  double tokens_per_s;  // 0 until measured
};

// Text of the reply. A new span begins where `begins` is set; `closes` ends the current one.
struct SpanEvent {
  SpanKind kind = SpanKind::kText;
  std::string text = {};
  size_t num_tokens = 0;
  double seconds = 0;  // since the last event of this span
  bool begins = false;
  bool closes = false;
};

struct TurnEnded {
  TurnReport report;
};

struct TurnFailed {
  Error error;
};

using Event = std::variant<LoadProgress, ModelReady, ModelFailed, PrefillProgress, SpanEvent,
                           TurnEnded, TurnFailed>;

// Folds adjacent text of one span, and progress that overtakes progress, into `last`.
bool MergeEvents(Event& last, Event& next);

}  // namespace ponder
