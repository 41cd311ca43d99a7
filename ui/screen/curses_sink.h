// The terminal as a place to put surfaces. The only file that knows curses is curses_sink.cc.
//
// Thread rule: one thread. One sink at a time.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/base/result.h"
#include "ui/screen/surface.h"
#include "ui/screen/theme.h"

namespace ponder {

struct SinkOptions {
  bool colour = true;   // false: attributes only (NO_COLOR)
  bool unicode = true;  // false: what is not ASCII is shown as '?'
};

// Whether this terminal ($TERM) can draw a screen. Errors: kRuntime, saying what is missing.
Status CheckTerminal();

class CursesSink {
 public:
  // Enters the alternate screen; mouse clicks and pastes arrive as sequences from then on.
  // Errors: as CheckTerminal.
  static Result<std::unique_ptr<CursesSink>> Open(const Theme& theme, SinkOptions options);
  ~CursesSink();  // gives the terminal back
  CursesSink(const CursesSink&) = delete;
  CursesSink& operator=(const CursesSink&) = delete;

  // The terminal's size now; each side at least 1 and bounded.
  static Size TerminalSize();

  void SetTheme(const Theme& theme);  // seen at the next Draw
  // Sends what differs from the last surface. No cursor: it is hidden.
  void Draw(const Surface& surface, std::optional<Point> cursor);
  // The next Draw sends everything: someone else wrote on the screen.
  void Invalidate();

  // Gives the terminal back for a while, and takes it again.
  void Suspend();
  void Resume();

  // A sequence of ours that is no cell, such as OSC 52. Never text from a model or a file.
  void SendSequence(std::string_view sequence);

 private:
  struct Impl;
  explicit CursesSink(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace ponder
