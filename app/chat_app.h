// The chat screen without a terminal: input events and backend events in, frames out.
//
// Thread rule: the screen's thread.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/chat_options.h"
#include "app/conversation.h"
#include "app/keymap.h"
#include "app/live_settings.h"
#include "app/memory_probe.h"
#include "app/prompt.h"
#include "ui/input/keys.h"
#include "ui/screen/theme.h"
#include "ui/view/screen_view.h"

namespace ponder {

// What the app needs of the terminal besides cells.
class ChatHost {
 public:
  virtual ~ChatHost() = default;
  virtual void UseTheme(const Theme& theme) = 0;
  virtual void SendSequence(std::string_view sequence) = 0;  // ours, never a model's text
  virtual void Suspend() = 0;                                // returns when continued
  virtual void Repaint() = 0;
};

// Where time and memory figures come from; tests bring their own.
struct ChatSenses {
  SteadyNow steady_now;
  std::function<int64_t()> unix_now;  // seconds
  std::function<MemoryReading()> read_memory;
};

class ChatApp {
 public:
  ChatApp(Backend& backend, ChatHost& host, ChatOptions options, ChatSenses senses,
          const Glyphs& glyphs);

  void Start();  // opens the first model

  // Each may change what is to be drawn.
  void Handle(const InputEvent& event);
  void HandleBackendEvents();
  void HandleTime();  // call when WakeAt() has passed
  void Interrupt();   // Ctrl+C, SIGINT

  // When something changes without an event, nothing if never.
  std::optional<SteadyTime> WakeAt() const;
  bool needs_drawing() const { return needs_drawing_; }
  Frame Draw(Size size);

  // Set once the chat is over.
  const std::optional<int>& exit_code() const { return exit_code_; }
  // What to tell on stderr then, e.g. why the first model could not be opened.
  const std::optional<Error>& final_error() const { return final_error_; }

  // For a chat in plain lines, which has no screen to draw these on.
  const std::optional<PageState>& page() const { return page_; }
  void ClosePage() { Back(); }
  void ForgetDraft() { prompt_.KillAll(); }
  std::optional<Notice> TakeNotice() { return std::exchange(notice_, std::nullopt); }

  // For the commands.
  const ChatOptions& options() const { return options_; }
  const Glyphs& glyphs() const { return glyphs_; }
  ChatHost& host() { return host_; }
  Conversation& conversation() { return conversation_; }
  const Conversation& conversation() const { return conversation_; }
  const LiveSettings& settings() const { return settings_; }
  TranscriptView& view() { return view_; }
  void ChangeSetting(const SettingRow& row, const Settings& to);
  void ShowPage(PageState page);
  void ShowMemoryPage();
  void ReturnToDraft(std::string_view text);  // a message, as it would be typed
  void OpenModelAt(std::string path);
  void Quit(int exit_code);
  bool WroteFile(const std::string& path) const { return written_files_.contains(path); }
  void NoteWrittenFile(const std::string& path) { written_files_.insert(path); }

 private:
  void HandleKey(const Key& key);
  void HandleMouse(const Mouse& mouse);
  bool Do(Action action);  // false: the line editor gets the key
  bool DoAtPrompt(Action action);
  bool DoInPanel(Action action);
  bool DoOnPage(Action action);
  void EditLine(const Key& key);
  void Escape();
  void Back();
  void Submit(std::string line);
  void RunCommand(std::string_view line);
  void TakeQueueBack();
  bool NeedsClear(const Error& error) const;  // before another message can be sent
  void TakeMessageBack(const Conversation::Outcome& outcome);
  void TellFailure(const Error& error);  // of what the backend was asked, with a model open
  void WarnOfContext();
  void AfterTurn();
  void StepCurrentSetting(int steps);
  void Scroll(int rows);
  void Tell(Notice::Kind kind, std::string text);
  void TellError(const Error& error);

  void Sense();
  StatusState MakeStatus() const;
  std::optional<ProgressState> MakeProgress() const;
  PanelState MakePanel() const;
  std::vector<std::string> Hints() const;
  std::vector<std::string> PromptHints() const;
  std::vector<std::string> Welcome() const;
  CompletionSources Sources() const;

  Backend& backend_;
  ChatHost& host_;
  const ChatOptions options_;
  const ChatSenses senses_;
  const Glyphs& glyphs_;

  Conversation conversation_;
  LiveSettings settings_;
  Prompt prompt_;
  TranscriptView view_;
  Focus focus_ = Focus::kPrompt;
  size_t panel_row_ = 0;
  std::optional<PageState> page_;
  bool page_shows_memory_ = false;
  int furthest_scroll_ = 0;
  std::optional<Notice> notice_;
  std::optional<SteadyTime> leave_asked_;  // by a first Ctrl+C
  std::string deferred_command_;           // to run when the reply has been stopped
  bool warned_of_context_ = false;
  std::string opening_path_;
  bool built_in_ = false;
  std::set<std::string> written_files_;
  std::optional<int> exit_code_;
  std::optional<Error> final_error_;

  std::vector<Event> events_;  // drained last; kept for its capacity
  bool needs_drawing_ = true;
  bool progress_drawn_ = false;  // of the present wait
  Size size_{80, 24};
  Rect conversation_area_;
  SteadyTime sensed_;  // the figures below are from then
  MemoryReading memory_;
  double page_faults_per_s_ = 0;
  std::vector<double> rates_;
};

}  // namespace ponder
