#include "app/loop.h"

#include <langinfo.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include "app/chat_app.h"
#include "app/plain_chat.h"
#include "app/signals.h"
#include "app/theme_files.h"
#include "ui/input/keys.h"
#include "ui/screen/curses_sink.h"

namespace ponder {
namespace {

using std::chrono::milliseconds;

constexpr auto kFrameInterval = milliseconds(16);
constexpr int kHangup = 1;            // SIGHUP: the terminal went away
constexpr int kMaxPrintedRows = 400;  // of the conversation, when the chat ends
constexpr int kMaxPrintedColumns = 104;

SteadyTime Now() { return std::chrono::steady_clock::now(); }

// True where glyphs beyond ASCII can be shown. readline and the C library work in UTF-8 either way.
bool UseLocale() {
  std::setlocale(LC_ALL, "");
  std::setlocale(LC_NUMERIC, "C");
  const bool utf8 = std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  if (!utf8) std::setlocale(LC_CTYPE, "C.UTF-8");
  return utf8;
}

// The Linux console and hardware terminals have no glyphs for our signs.
bool HasGlyphs() {
  const char* name = std::getenv("TERM");
  const std::string_view term = name ? name : "";
  return term != "linux" && !term.starts_with("vt") && term != "ansi";
}

class ChatLoop : public ChatHost {
 public:
  ChatLoop(Backend& backend, const ChatOptions& options, CursesSink& sink, SignalInbox& signals,
           const Glyphs& glyphs)
      : backend_(backend),
        sink_(sink),
        signals_(signals),
        app_(backend, *this, options,
             {.steady_now = Now,
              .unix_now = [] { return static_cast<int64_t>(std::time(nullptr)); },
              .read_memory = ReadMemory},
             glyphs) {}

  const ChatApp& app() const { return app_; }
  int Run();

  void UseTheme(const Theme& theme) override { sink_.SetTheme(theme); }
  void SendSequence(std::string_view sequence) override { sink_.SendSequence(sequence); }
  void Suspend() override;
  void Repaint() override { sink_.Invalidate(); }

 private:
  enum Source { kInput, kBackend, kSignals, kNumSources };

  int PollTimeout() const;
  void HandleSignals();
  void ReadInput();
  void HandleKeys(const std::vector<InputEvent>& events);
  void HandleTime();
  void DrawIfDue();

  Backend& backend_;
  CursesSink& sink_;
  SignalInbox& signals_;
  ChatApp app_;
  KeyParser keys_;
  SteadyTime newest_byte_;
  SteadyTime newest_frame_;
  bool size_changed_ = true;
  Size size_;
};

int ChatLoop::Run() {
  app_.Start();
  while (!app_.exit_code()) {
    DrawIfDue();
    std::array<pollfd, kNumSources> sources = {pollfd{STDIN_FILENO, POLLIN, 0},
                                               pollfd{backend_.events().wake_fd(), POLLIN, 0},
                                               pollfd{signals_.wake_fd(), POLLIN, 0}};
    if (poll(sources.data(), sources.size(), PollTimeout()) < 0 && errno != EINTR) break;
    if (sources[kSignals].revents) HandleSignals();
    if (sources[kInput].revents && !app_.exit_code()) ReadInput();
    if (sources[kBackend].revents && !app_.exit_code()) app_.HandleBackendEvents();
    HandleTime();
  }
  backend_.Cancel();
  return app_.exit_code().value_or(1);
}

// Milliseconds until something is due without an event, -1 for never.
int ChatLoop::PollTimeout() const {
  std::optional<SteadyTime> due = app_.WakeAt();
  const auto at = [&due](SteadyTime time) { due = due ? std::min(*due, time) : time; };
  if (app_.needs_drawing() || size_changed_) at(newest_frame_ + kFrameInterval);
  if (const auto delay = keys_.FlushAfterMs()) at(newest_byte_ + milliseconds(*delay));
  if (!due) return -1;
  const auto left = std::chrono::ceil<milliseconds>(*due - Now()).count();
  return static_cast<int>(std::clamp<int64_t>(left, 0, 60'000));
}

void ChatLoop::HandleSignals() {
  const PendingSignals pending = signals_.Take();
  if (pending.leave != 0) return app_.Quit(128 + pending.leave);
  if (pending.interrupt) app_.Interrupt();
  if (pending.suspend) Suspend();
  if (pending.resumed) sink_.Resume();
  size_changed_ = size_changed_ || pending.resized || pending.resumed;
}

void ChatLoop::ReadInput() {
  std::array<char, 4096> bytes;
  const ssize_t n = read(STDIN_FILENO, bytes.data(), bytes.size());
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n <= 0) return app_.Quit(128 + kHangup);
  newest_byte_ = Now();
  HandleKeys(keys_.Feed({bytes.data(), static_cast<size_t>(n)}));
}

void ChatLoop::HandleKeys(const std::vector<InputEvent>& events) {
  for (const InputEvent& event : events) {
    if (app_.exit_code()) return;
    app_.Handle(event);
  }
}

void ChatLoop::HandleTime() {
  const SteadyTime now = Now();
  const auto delay = keys_.FlushAfterMs();
  if (delay && now >= newest_byte_ + milliseconds(*delay)) HandleKeys(keys_.Flush());
  const auto wake = app_.WakeAt();
  if (wake && now >= *wake) app_.HandleTime();
}

void ChatLoop::DrawIfDue() {
  if (!app_.needs_drawing() && !size_changed_) return;
  if (Now() < newest_frame_ + kFrameInterval) return;
  if (std::exchange(size_changed_, false)) size_ = CursesSink::TerminalSize();
  const Frame frame = app_.Draw(size_);
  sink_.Draw(frame.surface, frame.cursor);
  newest_frame_ = Now();
}

void ChatLoop::Suspend() {
  sink_.Suspend();
  signals_.StopProcessGroup();
  sink_.Resume();
  size_changed_ = true;
}

void Say(const Error& error) { fmt::print(stderr, "ponder: {}\n", Describe(error)); }

// A full screen leaves nothing behind in the terminal's history, so the end of the conversation is
// printed there.
void PrintConversation(const Transcript& transcript, const TranscriptLook& look, int width) {
  if (transcript.empty()) return;
  Surface surface({std::min(width, kMaxPrintedColumns), kMaxPrintedRows});
  TranscriptView().Draw(transcript, look, Canvas(surface));
  int last = surface.height() - 1;
  while (last >= 0 && surface.RowText(last).empty()) --last;
  for (int y = 0; y <= last; ++y) fmt::print("{}\n", surface.RowText(y));
  std::fflush(stdout);
}

}  // namespace

Status CheckScreen() {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
    return Fail(ErrorCode::kRuntime, "chat",
                "stdin and stdout must be a terminal; `ponder run` works in pipes");
  }
  return {};
}

int RunChat(Backend& backend, const ChatOptions& options) {
  const bool utf8 = UseLocale();
  if (!CheckTerminal()) return RunPlainChat(backend, options);
  const bool glyphs = utf8 && HasGlyphs() && !options.ascii;
  const TranscriptLook look{.glyphs = glyphs ? &UnicodeGlyphs() : &AsciiGlyphs(),
                            .show_notes = options.show_notes,
                            .show_turn_end = options.show_turn_end};
  const Result<Theme> theme = LoadTheme(options.theme, options.theme_folders);
  if (!theme) {
    Say(theme.error());
    return ExitCode(theme.error().code);
  }
  SignalInbox signals;
  auto sink = CursesSink::Open(*theme, {.colour = !options.no_colour, .unicode = utf8});
  if (!sink) {
    Say(sink.error());
    return ExitCode(sink.error().code);
  }
  ChatLoop loop(backend, options, **sink, signals, *look.glyphs);
  const int exit_code = loop.Run();
  const int width = CursesSink::TerminalSize().width;
  sink->reset();
  PrintConversation(loop.app().conversation().transcript(), look, width);
  if (loop.app().final_error()) Say(*loop.app().final_error());
  return exit_code;
}

}  // namespace ponder
