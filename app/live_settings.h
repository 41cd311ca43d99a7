// The settings of the chat screen: changed by the person, published to the backend at once, noted
// in the transcript where a running reply feels them.
//
// Thread rule: the screen's thread.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/published.h"
#include "core/chat/settings.h"
#include "core/chat/transcript.h"

namespace ponder {

class LiveSettings {
 public:
  LiveSettings(Published<Settings>& published, SteadyNow now);

  const Settings& current() const { return current_; }
  const Settings& defaults() const { return defaults_; }

  // A model was opened. What the person has set by hand stays; `overrides` (flags, the settings
  // file) goes over the model's defaults.
  void UseDefaults(const Settings& defaults, const std::function<void(Settings&)>& overrides);

  // `reply`: the transcript whose newest reply is running, null if none is.
  void Change(const SettingRow& row, const Settings& to, Transcript* reply);
  bool Undo(Transcript* reply);  // false: nothing left to undo

  // The reply has ended; later changes make a new mark.
  void EndReply() { mark_.reset(); }

 private:
  // The mark that grows while changes follow each other quickly.
  struct Mark {
    size_t span_idx;
    Settings before;
    SteadyTime changed;
  };

  void Apply(const Settings& to, Transcript* reply);
  void AddToMark(const Settings& before, Transcript& reply);

  Published<Settings>& published_;
  const SteadyNow now_;
  Settings current_;
  Settings defaults_;
  std::set<std::string_view> set_by_hand_;  // names of rows
  std::vector<Settings> undo_;              // newest last
  std::optional<Mark> mark_;
};

}  // namespace ponder
