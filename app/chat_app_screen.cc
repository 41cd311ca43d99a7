// What the chat shows: the state of the app as the views want it.
#include <fmt/format.h>

#include <algorithm>

#include "app/chat_app.h"
#include "app/pages.h"
#include "core/base/byte_text.h"
#include "core/base/utf8.h"
#include "core/chat/settings.h"
#include "ui/view/format.h"

namespace ponder {
namespace {

constexpr auto kSenseEvery = std::chrono::seconds(1);
constexpr auto kLeaveAskedFor = std::chrono::seconds(2);
// A shorter wait is over before a bar can be read.
constexpr auto kShowProgressAfter = std::chrono::milliseconds(300);
constexpr size_t kMaxRates = 60;

size_t TokensOf(const Message* reply) {
  size_t tokens = 0;
  if (!reply) return 0;
  for (const Span& span : reply->spans) tokens += span.num_tokens;
  return tokens;
}

}  // namespace

std::optional<SteadyTime> ChatApp::WakeAt() const {
  std::optional<SteadyTime> wake;
  const auto at = [&wake](SteadyTime time) { wake = wake ? std::min(*wake, time) : time; };
  if (conversation_.busy() || page_shows_memory_) at(sensed_ + kSenseEvery);
  if (leave_asked_) at(*leave_asked_ + kLeaveAskedFor);
  const auto& waiting = conversation_.waiting();
  if (waiting && !progress_drawn_) at(waiting->since + kShowProgressAfter);
  return wake;
}

void ChatApp::HandleTime() {
  const SteadyTime now = senses_.steady_now();
  if (leave_asked_ && now >= *leave_asked_ + kLeaveAskedFor) {
    leave_asked_.reset();
    notice_.reset();
  }
  if (now >= sensed_ + kSenseEvery) Sense();
  needs_drawing_ = true;
}

void ChatApp::Sense() {
  const SteadyTime now = senses_.steady_now();
  const MemoryReading before = memory_;
  const double seconds = SecondsBetween(sensed_, now);
  memory_ = senses_.read_memory();
  const auto faults = static_cast<double>(memory_.page_faults - before.page_faults);
  page_faults_per_s_ = seconds > 0 && before.machine_bytes > 0 ? faults / seconds : 0;
  sensed_ = now;
  if (!conversation_.running()) return;
  rates_.push_back(backend_.meters().tokens_per_s);
  if (rates_.size() > kMaxRates) rates_.erase(rates_.begin());
}

std::optional<ProgressState> ChatApp::MakeProgress() const {
  const auto& waiting = conversation_.waiting();
  if (!waiting || senses_.steady_now() < waiting->since + kShowProgressAfter) return std::nullopt;
  const bool model = waiting->what == Waiting::For::kModel;
  ProgressState progress{.label = model ? "loading" : "reading"};
  if (waiting->total == 0) return progress;
  const auto done = static_cast<double>(std::min(waiting->done, waiting->total));
  const auto total = static_cast<double>(waiting->total);
  progress.part = done / total;
  if (model) {
    progress.count =
        fmt::format("{} of {} GB", FormatGigabytes(waiting->done), FormatGigabytes(waiting->total));
  } else {
    progress.count =
        fmt::format("{} of {} tokens", FormatCount(waiting->done), FormatCount(waiting->total));
  }
  if (waiting->per_second <= 0) return progress;
  progress.rate =
      model ? FormatBytes(waiting->per_second) + "/s" : RateColumn(waiting->per_second) + "/s";
  progress.seconds_left = (total - done) / waiting->per_second;
  return progress;
}

StatusState ChatApp::MakeStatus() const {
  const Meters& meters = backend_.meters();
  // The backend keeps the last conversation until the next one begins.
  const bool nothing_said = conversation_.transcript().empty();
  return {.progress = MakeProgress(),
          .writing = conversation_.running(),
          .rate = meters.tokens_per_s,
          .possible_rate = meters.possible_per_s,
          .mean_rate = nothing_said ? 0 : meters.mean_tokens_per_s.load(),
          .rates = rates_,
          .context_used = nothing_said ? 0 : meters.context_used.load(),
          .context_size = meters.context_size,
          .process_bytes = memory_.process_bytes,
          .machine_bytes = memory_.machine_bytes,
          .settings = settings_.current()};
}

PanelState ChatApp::MakePanel() const {
  PanelState panel{.settings = settings_.current(),
                   .defaults = settings_.defaults(),
                   .cursor = panel_row_,
                   .live = conversation_.running(),
                   .notes = std::vector<std::string>(SettingRows().size())};
  const Message* reply = conversation_.transcript().newest_reply();
  for (size_t i = 0; i < SettingRows().size(); ++i) {
    const std::string_view name = SettingRows()[i].name;
    const auto least = static_cast<size_t>(std::max(panel.settings.min_tokens, 0));
    if (name == "min-tokens" && panel.live && least > 0) {
      panel.notes[i] = fmt::format("{} to go", least - std::min(least, TokensOf(reply)));
    }
    if (name == "seed" && reply && reply->report) {
      panel.notes[i] = fmt::format("{}", reply->report->seed);
    }
  }
  return panel;
}

std::vector<std::string> ChatApp::Hints() const {
  switch (focus_) {
    case Focus::kThoughts:
      return {"Esc back", "Enter fold or unfold", "Up/Down select", "Ctrl+O all"};
    case Focus::kPanel:
      return {"Esc close", "Up/Down pick", "Left/Right change", "r reset", "u undo"};
    case Focus::kPage:
      return {"Esc close", "Up/Down scroll"};
    case Focus::kPrompt:
      break;
  }
  return PromptHints();
}

std::vector<std::string> ChatApp::PromptHints() const {
  if (prompt_.searching()) return {"Esc keep", "Enter send", "Ctrl+R older", "Ctrl+G give up"};
  if (prompt_.suggesting()) return {"Esc close", "Tab complete", "Enter run"};
  const std::string keys = prompt_.empty() ? "? keys" : "F1 keys";
  if (!conversation_.queue().empty()) {
    return {"Esc take back the queued message", "Ctrl+C stop", keys};
  }
  if (conversation_.stoppable() && conversation_.opening()) {
    return {"Esc keep the open model", "Enter queues the message", keys};
  }
  if (conversation_.running()) {
    return {"Esc stop", "Ctrl+O fold", "F2 sampler", "Enter queues the message", keys};
  }
  if (conversation_.can_put_back()) return {"Enter send", "Esc as it was", "Ctrl+J new line", keys};
  if (!prompt_.empty()) return {"Enter send", "Ctrl+J new line", "Ctrl+C clear", keys};
  return {"Ctrl+D leave", "/ commands", "F2 sampler", keys, "Ctrl+R history"};
}

std::vector<std::string> ChatApp::Welcome() const {
  if (!conversation_.model()) return {};
  std::vector<std::string> lines = {
      "Type a message and press Enter. Everything runs on this computer."};
  if (built_in_) {
    lines.emplace_back(
        "This is the tiny built-in model: small sums, comparisons, questions about ponder. "
        "/model FOLDER opens a real one.");
  }
  return lines;
}

Frame ChatApp::Draw(Size size) {
  size_ = size;
  if (senses_.steady_now() >= sensed_ + kSenseEvery) Sense();
  ScreenState state{.size = size,
                    .look = {.glyphs = &glyphs_,
                             .show_notes = options_.show_notes,
                             .show_turn_end = options_.show_turn_end},
                    .title = {},
                    .status = MakeStatus(),
                    .prompt = prompt_.state(),
                    .hints = Hints(),
                    .welcome = Welcome(),
                    .notice = notice_,
                    .suggestions = prompt_.suggestions(),
                    .panel = {},
                    .page = page_};
  if (const auto& model = conversation_.model()) {
    state.title = {.model = VisibleLine(model->name),
                   .format = VisibleLine(model->format),
                   .weight_bytes = model->weight_bytes,
                   .can_think = model->can_think,
                   .think = settings_.current().think};
  }
  state.prompt.queued = conversation_.queue();
  if (focus_ == Focus::kPanel) state.panel = MakePanel();
  if (page_shows_memory_) {
    const int scroll = page_->scroll;
    state.page = MemoryPage({.memory = memory_,
                             .page_faults_per_s = page_faults_per_s_,
                             .weight_bytes = state.title.weight_bytes,
                             .meters = &backend_.meters()});
    state.page->scroll = scroll;
  }
  progress_drawn_ = state.status.progress.has_value();
  Frame frame = DrawScreen(state, conversation_.transcript(), view_);
  if (focus_ != Focus::kPrompt) frame.cursor.reset();
  conversation_area_ = frame.conversation;
  furthest_scroll_ = frame.furthest_scroll;
  needs_drawing_ = false;
  return frame;
}

}  // namespace ponder
