// The whole screen from what is known: the one place where the views are put together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/view/overlay.h"
#include "ui/view/page.h"
#include "ui/view/prompt_view.h"
#include "ui/view/sampler_panel.h"
#include "ui/view/status_bar.h"
#include "ui/view/title_bar.h"
#include "ui/view/transcript_view.h"

namespace ponder {

struct ScreenState {
  Size size;
  TranscriptLook look;
  TitleState title;
  StatusState status;
  PromptState prompt;
  std::vector<std::string> hints;    // what the keys do now, most important first
  std::vector<std::string> welcome;  // shown while nothing was said
  std::optional<Notice> notice;
  std::optional<Suggestions> suggestions;
  std::optional<PanelState> panel;
  std::optional<PageState> page;
};

struct Frame {
  Surface surface;
  std::optional<Point> cursor;
  Rect conversation;        // where the conversation is drawn, for the mouse
  int furthest_scroll = 0;  // of the page
};

// `view` keeps where the reader is; drawing brings it up to date with the transcript.
Frame DrawScreen(const ScreenState& state, const Transcript& transcript, TranscriptView& view);

}  // namespace ponder
