#include "tests/support/pty_screen.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "core/base/check.h"
#include "core/base/utf8.h"

namespace ponder::testing {
namespace {

// Long enough for a sanitizer build on a busy machine; only a failing test waits that long.
constexpr auto kPatience = std::chrono::seconds(20);

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void Execute(std::vector<std::string> command, std::vector<std::string> environment) {
  execve(command[0].c_str(), Pointers(command).data(), Pointers(environment).data());
  _exit(127);
}

// What a shell does for a job: gives it a group and the terminal, and waits for what becomes of it.
[[noreturn]] void BeShell(const std::vector<std::string>& command,
                          const std::vector<std::string>& environment, int status_pipe) {
  signal(SIGTTOU, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  const pid_t job = fork();
  if (job == 0) {
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpid());
    signal(SIGTTOU, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    Execute(command, environment);
  }
  setpgid(job, job);
  tcsetpgrp(STDIN_FILENO, job);
  (void)!write(status_pipe, &job, sizeof job);
  int status = 0;
  while (waitpid(job, &status, WUNTRACED | WCONTINUED) == job) {
    (void)!write(status_pipe, &status, sizeof status);
    if (WIFEXITED(status) || WIFSIGNALED(status)) break;
  }
  // The terminal stays open until the test has looked at it.
  while (true) pause();
}

// The first of two equal names counts.
std::vector<std::string> Environment(std::vector<std::string> environment) {
  for (const char* usual : {"TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC", "INPUTRC=/dev/null",
                            "HOME=/nonexistent"}) {
    environment.emplace_back(usual);
  }
  for (const char* name : {"ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "TERMINFO"}) {
    if (const char* value = std::getenv(name)) {
      environment.push_back(std::string(name) + "=" + value);
    }
  }
  return environment;
}

}  // namespace

PtyScreen::PtyScreen(std::vector<std::string> command, PtyOptions options)
    : options_(std::move(options)) {
  vterm_ = vterm_new(options_.rows, options_.columns);
  vterm_set_utf8(vterm_, 1);
  screen_ = vterm_obtain_screen(vterm_);
  vterm_screen_enable_altscreen(screen_, 1);
  static const VTermScreenCallbacks callbacks = [] {
    VTermScreenCallbacks table{};
    table.movecursor = [](VTermPos position, VTermPos, int, void* self) {
      static_cast<PtyScreen*>(self)->cursor_ = position;
      return 1;
    };
    table.settermprop = [](VTermProp property, VTermValue* value, void* user) {
      auto* self = static_cast<PtyScreen*>(user);
      if (property == VTERM_PROP_CURSORVISIBLE) self->cursor_visible_ = value->boolean != 0;
      if (property == VTERM_PROP_ALTSCREEN) self->alternate_screen_ = value->boolean != 0;
      if (property == VTERM_PROP_MOUSE) self->mouse_reported_ = value->number != 0;
      return 1;
    };
    return table;
  }();
  vterm_screen_set_callbacks(screen_, &callbacks, this);
  vterm_screen_reset(screen_, 1);
  StartProgram(command);
}

void PtyScreen::StartProgram(const std::vector<std::string>& command) {
  std::array<int, 2> pipe_ends{};
  CHECK(pipe2(pipe_ends.data(), O_CLOEXEC) == 0);
  winsize size{};
  size.ws_col = static_cast<unsigned short>(options_.columns);
  size.ws_row = static_cast<unsigned short>(options_.rows);
  shell_ = forkpty(&terminal_, nullptr, nullptr, &size);
  CHECK(shell_ >= 0);
  if (shell_ == 0) {
    const std::vector<std::string> environment = Environment(options_.environment);
    if (!options_.has_shell) Execute(command, environment);
    BeShell(command, environment, pipe_ends[1]);
  }
  close(pipe_ends[1]);
  status_pipe_ = pipe_ends[0];
  fcntl(terminal_, F_SETFD, FD_CLOEXEC);
  pid_ = shell_;
  if (options_.has_shell) CHECK(read(status_pipe_, &pid_, sizeof pid_) == sizeof pid_);
  fcntl(status_pipe_, F_SETFL, O_NONBLOCK);
}

PtyScreen::~PtyScreen() {
  if (!exit_code_ && pid_ > 0) kill(pid_, SIGKILL);
  if (shell_ > 0) {
    kill(shell_, SIGKILL);
    waitpid(shell_, nullptr, 0);
  }
  HangUp();
  close(status_pipe_);
  vterm_free(vterm_);
}

void PtyScreen::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(terminal_, bytes.data(), std::min<size_t>(bytes.size(), 1024));
    if (n < 0) return;
    bytes.remove_prefix(static_cast<size_t>(n));
    // A terminal takes so much unread input only; make room by reading what it echoes.
    if (!bytes.empty()) ReadSome(1);
  }
}

void PtyScreen::Resize(int columns, int rows) {
  options_.columns = columns;
  options_.rows = rows;
  vterm_set_size(vterm_, rows, columns);
  winsize size{};
  size.ws_col = static_cast<unsigned short>(columns);
  size.ws_row = static_cast<unsigned short>(rows);
  ioctl(terminal_, TIOCSWINSZ, &size);
}

void PtyScreen::Signal(int signal) { kill(pid_, signal); }

void PtyScreen::HangUp() {
  if (terminal_ >= 0) close(std::exchange(terminal_, -1));
}

bool PtyScreen::ReadSome(int milliseconds) {
  pollfd source{terminal_, POLLIN, 0};
  if (terminal_ < 0 || poll(&source, 1, milliseconds) <= 0) {
    if (terminal_ < 0) usleep(static_cast<useconds_t>(milliseconds) * 1000);
    return false;
  }
  std::array<char, 65536> bytes;
  const ssize_t n = read(terminal_, bytes.data(), bytes.size());
  if (n <= 0) {
    usleep(static_cast<useconds_t>(milliseconds) * 1000);
    return false;
  }
  bytes_.append(bytes.data(), static_cast<size_t>(n));
  vterm_input_write(vterm_, bytes.data(), static_cast<size_t>(n));
  return true;
}

bool PtyScreen::WaitUntil(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < end) {
    if (condition()) return true;
    ReadSome(10);
  }
  return condition();
}

bool PtyScreen::WaitFor(std::string_view text) {
  return WaitUntil([&] { return Text().find(text) != std::string::npos; });
}

bool PtyScreen::WaitGone(std::string_view text) {
  return WaitUntil([&] { return Text().find(text) == std::string::npos; });
}

void PtyScreen::ReadFor(int milliseconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  while (std::chrono::steady_clock::now() < end) ReadSome(5);
}

VTermScreenCell PtyScreen::Cell(int x, int y) const {
  VTermScreenCell cell{};
  vterm_screen_get_cell(screen_, VTermPos{.row = y, .col = x}, &cell);
  return cell;
}

std::string PtyScreen::Row(int y) const {
  std::string text;
  for (int x = 0; x < options_.columns; ++x) {
    const VTermScreenCell cell = Cell(x, y);
    // The second half of a wide character.
    if (cell.chars[0] == UINT32_MAX) continue;
    if (cell.chars[0] == 0) text.push_back(' ');
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; ++i) {
      AppendUtf8(cell.chars[i], text);
    }
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string PtyScreen::Text() const {
  std::string text;
  for (int y = 0; y < options_.rows; ++y) text += Row(y) + "\n";
  return text;
}

bool PtyScreen::ModeIsOn(int mode) const {
  const std::string name = "\033[?" + std::to_string(mode);
  const size_t on = bytes_.rfind(name + "h");
  const size_t off = bytes_.rfind(name + "l");
  return on != std::string::npos && (off == std::string::npos || off < on);
}

termios PtyScreen::Modes() const {
  termios modes{};
  tcgetattr(terminal_, &modes);
  return modes;
}

void PtyScreen::ReadStatus() {
  int status = 0;
  if (!options_.has_shell) {
    if (waitpid(pid_, &status, WNOHANG) != pid_) return;
    shell_ = -1;
  } else if (read(status_pipe_, &status, sizeof status) != sizeof status) {
    return;
  }
  if (WIFSTOPPED(status)) stopped_ = true;
  if (WIFCONTINUED(status)) stopped_ = false;
  if (WIFEXITED(status)) exit_code_ = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) exit_code_ = 128 + WTERMSIG(status);
}

bool PtyScreen::WaitStopped() {
  return WaitUntil([this] {
    ReadStatus();
    return stopped_;
  });
}

std::optional<int> PtyScreen::WaitExit() {
  WaitUntil([this] {
    if (!exit_code_) ReadStatus();
    return exit_code_.has_value();
  });
  // What it wrote last may still be on its way.
  ReadFor(20);
  return exit_code_;
}

}  // namespace ponder::testing
