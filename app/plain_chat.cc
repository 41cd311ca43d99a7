#include "app/plain_chat.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <string>
#include <utility>

#include "app/chat_app.h"
#include "app/signals.h"
#include "core/base/utf8.h"
#include "ui/view/format.h"

namespace ponder {
namespace {

constexpr int kHangup = 1;  // SIGHUP

// Lines stay lines; every other control character becomes visible.
std::string PlainText(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    plain += VisibleLine(text.substr(0, end));
    if (end < text.size()) plain += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return plain;
}

class NoScreen : public ChatHost {
 public:
  void UseTheme(const Theme&) override {}
  void SendSequence(std::string_view) override {}
  void Suspend() override {}
  void Repaint() override {}
};

class PlainLoop {
 public:
  PlainLoop(Backend& backend, const ChatOptions& options)
      : backend_(backend),
        app_(backend, host_, options,
             {.steady_now = [] { return std::chrono::steady_clock::now(); },
              .unix_now = [] { return static_cast<int64_t>(std::time(nullptr)); },
              .read_memory = ReadMemory},
             AsciiGlyphs()) {}

  int Run();
  const ChatApp& app() const { return app_; }

 private:
  void ReadLines();
  void HandleSignals();
  void Show();
  void ShowReply();
  void ShowPage();
  void Prompt();

  Backend& backend_;
  SignalInbox signals_;
  NoScreen host_;
  ChatApp app_;
  std::string input_;             // a line not yet whole
  MessageId shown_ = kNoMessage;  // the reply that is being printed
  size_t shown_spans_ = 0;        // of it, printed to their end
  size_t shown_bytes_ = 0;        // of the next one
  bool greeted_ = false;
  bool prompted_ = false;
};

int PlainLoop::Run() {
  app_.Start();
  while (!app_.exit_code()) {
    Show();
    std::array<pollfd, 3> sources = {pollfd{STDIN_FILENO, POLLIN, 0},
                                     pollfd{backend_.events().wake_fd(), POLLIN, 0},
                                     pollfd{signals_.wake_fd(), POLLIN, 0}};
    if (poll(sources.data(), sources.size(), -1) < 0 && errno != EINTR) break;
    if (sources[2].revents) HandleSignals();
    if (sources[0].revents && !app_.exit_code()) ReadLines();
    if (sources[1].revents && !app_.exit_code()) app_.HandleBackendEvents();
  }
  backend_.Cancel();
  return app_.exit_code().value_or(1);
}

void PlainLoop::HandleSignals() {
  const PendingSignals pending = signals_.Take();
  if (pending.leave != 0) return app_.Quit(128 + pending.leave);
  if (pending.suspend) signals_.StopProcessGroup();
  if (pending.interrupt) {
    fmt::print("\n");  // the terminal has echoed ^C
    app_.Interrupt();
    prompted_ = false;
  }
}

void PlainLoop::ReadLines() {
  std::array<char, 4096> bytes;
  const ssize_t n = read(STDIN_FILENO, bytes.data(), bytes.size());
  if (n < 0 && errno == EINTR) return;
  if (n <= 0) return app_.Quit(n == 0 ? 0 : 128 + kHangup);
  input_.append(bytes.data(), static_cast<size_t>(n));
  for (size_t end = input_.find('\n'); end != std::string::npos && !app_.exit_code();
       end = input_.find('\n')) {
    app_.ForgetDraft();  // what came back to a line that nobody sees
    app_.Handle({Paste{input_.substr(0, end)}, {}});
    app_.Handle({Key{.code = KeyCode::kEnter}, {}});
    input_.erase(0, end + 1);
    prompted_ = false;
  }
}

void PlainLoop::ShowPage() {
  for (const PageLine& line : app_.page()->lines) {
    const bool both = !line.left.empty() && !line.right.empty();
    fmt::print("{}{}{}\n", line.left, both ? ": " : "", line.right);
  }
  app_.ClosePage();
}

// What was added to the newest reply since the last time.
void PlainLoop::ShowReply() {
  const Message* reply = app_.conversation().transcript().newest_reply();
  if (!reply) return;
  if (std::exchange(shown_, reply->id) != reply->id) shown_spans_ = shown_bytes_ = 0;
  for (; shown_spans_ < reply->spans.size(); ++shown_spans_, shown_bytes_ = 0) {
    const Span& span = reply->spans[shown_spans_];
    const std::string_view more = std::string_view(span.text).substr(shown_bytes_);
    if (span.kind == SpanKind::kText || span.kind == SpanKind::kTool) {
      fmt::print("{}", PlainText(more));
      shown_bytes_ = span.text.size();
    }
    if (span.open) break;
    if (span.kind == SpanKind::kThink) {
      fmt::print("(thought for {}, {})\n", FormatDuration(span.seconds),
                 FormatTokens(span.num_tokens));
    }
    if (span.kind == SpanKind::kMark && !span.text.empty()) {
      fmt::print("\n({})\n", VisibleLine(span.text));
    }
    if (span.kind == SpanKind::kText) fmt::print("\n");
  }
}

void PlainLoop::Show() {
  const auto& model = app_.conversation().model();
  if (model && !std::exchange(greeted_, true)) {
    fmt::print("{}, {}. /help lists the commands.\n", VisibleLine(model->name),
               VisibleLine(model->format));
  }
  ShowReply();
  if (app_.page()) ShowPage();
  if (const auto notice = app_.TakeNotice()) fmt::print("({})\n", VisibleLine(notice->text));
  const bool ready = model && !app_.conversation().busy();
  if (ready && !std::exchange(prompted_, true)) fmt::print("> ");
  if (!ready) prompted_ = false;
  std::fflush(stdout);
}

}  // namespace

int RunPlainChat(Backend& backend, const ChatOptions& options) {
  PlainLoop loop(backend, options);
  const int exit_code = loop.Run();
  fmt::print("\n");
  std::fflush(stdout);
  if (loop.app().final_error()) {
    fmt::print(stderr, "ponder: {}\n", Describe(*loop.app().final_error()));
  }
  return exit_code;
}

}  // namespace ponder
