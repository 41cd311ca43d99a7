#include "app/chat_app.h"

#include <algorithm>
#include <utility>

#include "app/commands.h"
#include "app/model_source.h"
#include "app/theme_files.h"
#include "core/base/utf8.h"
#include "core/chat/settings.h"

namespace ponder {
namespace {

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

}  // namespace

ChatApp::ChatApp(Backend& backend, ChatHost& host, ChatOptions options, ChatSenses senses,
                 const Glyphs& glyphs)
    : backend_(backend),
      host_(host),
      options_(std::move(options)),
      senses_(std::move(senses)),
      glyphs_(glyphs),
      conversation_(backend, senses_.steady_now, senses_.unix_now),
      settings_(backend.settings(), senses_.steady_now),
      prompt_(options_.history_path, [this] { return Sources(); }) {
  conversation_.SetSystemPrompt(options_.system_prompt);
}

void ChatApp::Start() {
  Sense();
  if (const Status history = prompt_.LoadHistory(); !history) TellError(history.error());
  OpenModelAt(options_.model_path);
}

void ChatApp::OpenModelAt(std::string path) {
  opening_path_ = path;
  conversation_.Open(std::move(path));
}

void ChatApp::Quit(int exit_code) { exit_code_ = exit_code; }

void ChatApp::TakeQueueBack() {
  if (!conversation_.queue().empty()) ReturnToDraft(conversation_.TakeQueue());
}

void ChatApp::ReturnToDraft(std::string_view text) {
  // A second slash keeps it from being a command.
  prompt_.PutBefore(text.starts_with('/') ? "/" + std::string(text) : std::string(text));
}

void ChatApp::Submit(std::string line) {
  if (IsBlank(line)) return;
  if (line.starts_with('/') && !line.starts_with("//")) return RunCommand(line);
  if (line.starts_with("//")) line.erase(0, 1);
  if (conversation_.busy()) return conversation_.Queue(std::move(line));
  conversation_.Say(std::move(line));
  view_.ScrollToEnd();
}

void ChatApp::RunCommand(std::string_view line) {
  const CommandLine words = ParseCommandLine(line);
  const Result<const SlashCommand*> command = FindSlashCommand(words.name);
  if (!command) return TellError(command.error());
  if ((*command)->ends_reply && conversation_.opening()) {
    return Tell(Notice::Kind::kWarning,
                "a model is being opened; try again when it is ready, or stop it with Esc");
  }
  if ((*command)->ends_reply && conversation_.running()) {
    deferred_command_ = line;
    if ((*command)->unsends_queue) TakeQueueBack();
    return conversation_.Stop(Conversation::Unanswered::kKeep);
  }
  const Result<std::string> note = RunSlashCommand(**command, *this, words.argument);
  if (!note) return TellError(note.error());
  if (!note->empty()) Tell(Notice::Kind::kNote, *note);
}

void ChatApp::HandleBackendEvents() {
  backend_.events().Drain(events_);
  for (const Event& event : events_) {
    needs_drawing_ = true;
    const Conversation::Outcome outcome = conversation_.Handle(event);
    if (!outcome.taken_back.empty()) TakeMessageBack(outcome);
    if (outcome.error && !conversation_.model()) {
      final_error_ = outcome.error;
      return Quit(ExitCode(outcome.error->code));
    }
    if (outcome.error) TellFailure(*outcome.error);
    if (outcome.model_opened) {
      built_in_ = NamesBuiltIn(opening_path_);
      settings_.UseDefaults(conversation_.model()->defaults, options_.override_settings);
    }
    if (outcome.turn_ended && !outcome.error) WarnOfContext();
    if (outcome.context_full) {
      Tell(Notice::Kind::kWarning,
           "the context is full, so the answer is not complete; /clear begins a new conversation");
    }
    if (outcome.turn_ended) AfterTurn();
    conversation_.SendNextInQueue();
  }
}

// A message that no conversation has room for is no reason to begin a new one.
bool ChatApp::NeedsClear(const Error& error) const {
  return error.code == ErrorCode::kLimit && !conversation_.transcript().empty();
}

void ChatApp::TakeMessageBack(const Conversation::Outcome& outcome) {
  TakeQueueBack();
  ReturnToDraft(outcome.taken_back);
  // A command has to be typed before the message can be sent again, and needs an empty line.
  if (outcome.error && NeedsClear(*outcome.error)) prompt_.KillAll();
}

void ChatApp::TellFailure(const Error& error) {
  if (NeedsClear(error)) {
    return Tell(Notice::Kind::kError,
                Describe(error) + " (/clear begins a new one, Ctrl+Y brings your text back)");
  }
  if (error.code != ErrorCode::kCancelled) return TellError(error);
  Tell(Notice::Kind::kNote,
       fmt::format("stopped; {} stays open", VisibleLine(conversation_.model()->name)));
}

// Once in a conversation, when the last tenth of the context begins.
void ChatApp::WarnOfContext() {
  const Meters& meters = backend_.meters();
  const size_t percent = 100 * meters.context_used / std::max<size_t>(meters.context_size, 1);
  const bool nearly_full = percent >= 90;
  const bool is_first_turn = conversation_.transcript().path().size() <= 2;
  if (nearly_full && (is_first_turn || !warned_of_context_)) {
    Tell(Notice::Kind::kWarning,
         fmt::format("the context is {} % full; /clear begins a new conversation", percent));
  }
  warned_of_context_ = nearly_full;
}

void ChatApp::AfterTurn() {
  settings_.EndReply();
  rates_.clear();
  const std::string command = std::exchange(deferred_command_, {});
  if (!command.empty()) RunCommand(command);
}

void ChatApp::StepCurrentSetting(int steps) {
  const SettingRow& row = SettingRows()[panel_row_];
  Settings next = settings_.current();
  StepSetting(row, steps, next);
  ChangeSetting(row, next);
}

void ChatApp::ChangeSetting(const SettingRow& row, const Settings& to) {
  settings_.Change(row, to, conversation_.running_reply());
}

void ChatApp::ShowPage(PageState page) {
  Back();
  focus_ = Focus::kPage;
  page_ = std::move(page);
}

void ChatApp::ShowMemoryPage() {
  Sense();
  ShowPage({});
  page_shows_memory_ = true;
}

void ChatApp::Tell(Notice::Kind kind, std::string text) { notice_ = Notice{kind, std::move(text)}; }

void ChatApp::TellError(const Error& error) { Tell(Notice::Kind::kError, Describe(error)); }

CompletionSources ChatApp::Sources() const {
  CompletionSources sources;
  for (const SlashCommand& command : SlashCommands()) {
    sources.commands.push_back({command.name, command.help, command.completes, command.words});
  }
  for (const SettingRow& row : SettingRows()) sources.settings.emplace_back(row.name);
  sources.values = [this](std::string_view name) {
    const SettingRow* row = FindSetting(name);
    return row ? std::vector<std::string>{FormatSetting(*row, settings_.defaults())}
               : std::vector<std::string>();
  };
  sources.themes = ThemeNames(options_.theme_folders);
  return sources;
}

}  // namespace ponder
