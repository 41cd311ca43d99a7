// What keys and mouse do.
#include <algorithm>
#include <utility>

#include "app/chat_app.h"
#include "app/pages.h"
#include "core/chat/settings.h"

namespace ponder {
namespace {

constexpr int kWheelRows = 3;

}  // namespace

void ChatApp::Handle(const InputEvent& event) {
  needs_drawing_ = true;
  if (const Key* key = std::get_if<Key>(&event.what)) {
    notice_.reset();
    HandleKey(*key);
  } else if (const Paste* paste = std::get_if<Paste>(&event.what)) {
    notice_.reset();
    Back();
    prompt_.Paste(paste->text);
  } else if (const Mouse* mouse = std::get_if<Mouse>(&event.what)) {
    HandleMouse(*mouse);
  }
}

void ChatApp::HandleKey(const Key& key) {
  const bool interrupts = key.ctrl && key.character == U'c';
  if (!interrupts) leave_asked_.reset();
  if (prompt_.searching() && focus_ == Focus::kPrompt) {
    if (interrupts) return EditLine({.character = U'g', .ctrl = true});
    if (key.code != KeyCode::kF1 && key.code != KeyCode::kF2) return EditLine(key);
    prompt_.EndSearch();
  }
  const Binding* binding = FindBinding(focus_, key);
  if (binding && Do(binding->action)) return;
  // Whoever types on wants the line, which is in sight all the time; q, ? and Space are the page's.
  const bool types = key.code == KeyCode::kCharacter && !key.ctrl && !key.alt;
  if (focus_ == Focus::kThoughts || (focus_ == Focus::kPage && types)) Back();
  if (focus_ == Focus::kPrompt) EditLine(key);
}

void ChatApp::HandleMouse(const Mouse& mouse) {
  if (mouse.action == Mouse::Action::kWheelUp) Scroll(-kWheelRows);
  if (mouse.action == Mouse::Action::kWheelDown) Scroll(kWheelRows);
  if (mouse.action != Mouse::Action::kPress || page_ || focus_ == Focus::kPanel) return;
  if (mouse.y >= conversation_area_.y + conversation_area_.height) return;
  if (const auto thought = view_.ThoughtAt(mouse.y - conversation_area_.y)) {
    view_.ToggleThought(*thought);
  }
}

void ChatApp::Scroll(int rows) {
  if (page_) {
    page_->scroll = std::clamp(page_->scroll + rows, 0, furthest_scroll_);
  } else {
    view_.ScrollRows(rows);
  }
}

bool ChatApp::Do(Action action) {
  const int page_rows = std::max(conversation_area_.height - 1, 1);
  switch (action) {
    case Action::kEscape:
      Escape();
      return true;
    case Action::kBack:
      Back();
      return true;
    case Action::kInterrupt:
      Interrupt();
      return true;
    case Action::kFoldAll:
      RunCommand("/fold");
      return true;
    case Action::kHelp:
      ShowPage(HelpPage());
      return true;
    case Action::kPanel:
      Back();
      focus_ = Focus::kPanel;
      return true;
    case Action::kSelectThought:
      Back();
      if (view_.SelectNext(conversation_.transcript(), -1)) {
        focus_ = Focus::kThoughts;
      } else {
        Tell(Notice::Kind::kNote, "there is no thought to select yet");
      }
      return true;
    case Action::kPageUp:
      Scroll(-page_rows);
      return true;
    case Action::kPageDown:
      Scroll(page_rows);
      return true;
    case Action::kTop:
      page_ ? Scroll(-furthest_scroll_) : view_.ScrollToTop();
      return true;
    case Action::kNewest:
      page_ ? Scroll(furthest_scroll_) : view_.ScrollToEnd();
      return true;
    case Action::kSuspend:
      host_.Suspend();
      return true;
    case Action::kRepaint:
      host_.Repaint();
      return true;
    case Action::kPreviousThought:
      return view_.SelectNext(conversation_.transcript(), -1);
    case Action::kNextThought:
      return view_.SelectNext(conversation_.transcript(), 1);
    case Action::kToggleThought:
      if (view_.selected()) view_.ToggleThought(*view_.selected());
      return true;
    default:
      return DoAtPrompt(action) || DoInPanel(action) || DoOnPage(action);
  }
}

bool ChatApp::DoAtPrompt(Action action) {
  switch (action) {
    case Action::kComplete:
      prompt_.Complete(1);
      return true;
    case Action::kCompleteBack:
      prompt_.Complete(-1);
      return true;
    case Action::kLeaveIfEmpty:
      if (!prompt_.empty()) return false;
      Quit(0);
      return true;
    case Action::kHelpIfEmpty:
      if (!prompt_.empty()) return false;
      ShowPage(HelpPage());
      return true;
    case Action::kNewestIfEmpty:
      if (!prompt_.empty()) return false;
      view_.ScrollToEnd();
      return true;
    case Action::kRowUp:
      return prompt_.MoveRow(-1, size_.width, glyphs_);
    case Action::kRowDown:
      return prompt_.MoveRow(1, size_.width, glyphs_);
    default:
      return false;
  }
}

bool ChatApp::DoInPanel(Action action) {
  const size_t last = SettingRows().size() - 1;
  switch (action) {
    case Action::kPreviousSetting:
      panel_row_ = panel_row_ == 0 ? last : panel_row_ - 1;
      return true;
    case Action::kNextSetting:
      panel_row_ = panel_row_ == last ? 0 : panel_row_ + 1;
      return true;
    case Action::kLess:
      StepCurrentSetting(-1);
      return true;
    case Action::kMore:
      StepCurrentSetting(1);
      return true;
    case Action::kReset:
      ChangeSetting(SettingRows()[panel_row_], settings_.defaults());
      return true;
    case Action::kUndo:
      if (!settings_.Undo(conversation_.running_reply())) {
        Tell(Notice::Kind::kNote, "nothing to undo");
      }
      return true;
    default:
      return false;
  }
}

bool ChatApp::DoOnPage(Action action) {
  if (action == Action::kScrollUp) Scroll(-1);
  if (action == Action::kScrollDown) Scroll(1);
  return action == Action::kScrollUp || action == Action::kScrollDown;
}

void ChatApp::EditLine(const Key& key) {
  if (auto sent = prompt_.Press(key)) {
    if (sent->error) TellError(*sent->error);
    Submit(std::move(sent->line));
  }
}

// Esc at the prompt: whatever is nearest to the person goes first.
void ChatApp::Escape() {
  if (prompt_.suggesting()) {
    prompt_.CloseSuggestions();
  } else if (!conversation_.queue().empty()) {
    TakeQueueBack();
  } else if (conversation_.can_put_back()) {
    conversation_.PutBack();
    prompt_.KillAll();
    Tell(Notice::Kind::kNote, "as it was; Ctrl+Y brings your text back");
  } else {
    conversation_.Stop(Conversation::Unanswered::kTakeBack);
  }
}

// Back to the input line, from wherever the keys act.
void ChatApp::Back() {
  focus_ = Focus::kPrompt;
  page_.reset();
  page_shows_memory_ = false;
  view_.Deselect();
}

void ChatApp::Interrupt() {
  needs_drawing_ = true;
  if (conversation_.stoppable()) {
    TakeQueueBack();
    conversation_.Stop(Conversation::Unanswered::kTakeBack);
  } else if (focus_ != Focus::kPrompt) {
    Back();
  } else if (!prompt_.empty()) {
    prompt_.KillAll();
    Tell(Notice::Kind::kNote, "cleared; Ctrl+Y brings it back");
  } else if (leave_asked_) {
    Quit(0);
  } else {
    leave_asked_ = senses_.steady_now();
    Tell(Notice::Kind::kWarning, "press Ctrl+C again to leave");
  }
}

}  // namespace ponder
