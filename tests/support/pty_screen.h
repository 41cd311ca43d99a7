// A program on a pseudo terminal, its screen read through libvterm: what a person at a terminal
// sees.
#pragma once

#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ponder::testing {

struct PtyOptions {
  int columns = 80;
  int rows = 24;
  // Added to a small fixed environment; "NAME=value".
  std::vector<std::string> environment = {};
  // Without a shell above it nobody could continue the program after a stop.
  bool has_shell = true;
};

class PtyScreen {
 public:
  PtyScreen(std::vector<std::string> command, PtyOptions options = {});
  ~PtyScreen();  // kills what still runs
  PtyScreen(const PtyScreen&) = delete;
  PtyScreen& operator=(const PtyScreen&) = delete;

  void Send(std::string_view bytes);
  void Resize(int columns, int rows);
  void Signal(int signal);  // to the program
  void HangUp();            // closes the terminal

  // Reads the screen until `condition` holds; false after a long while.
  bool WaitUntil(const std::function<bool()>& condition);
  bool WaitFor(std::string_view text);  // on the screen
  bool WaitGone(std::string_view text);
  void ReadFor(int milliseconds);  // whatever comes

  std::string Row(int y) const;  // without blanks at the end
  std::string Text() const;      // all rows
  int columns() const { return options_.columns; }
  int rows() const { return options_.rows; }
  int cursor_x() const { return cursor_.col; }
  int cursor_y() const { return cursor_.row; }
  bool cursor_visible() const { return cursor_visible_; }
  bool alternate_screen() const { return alternate_screen_; }
  bool mouse_reported() const { return mouse_reported_; }
  VTermScreenCell Cell(int x, int y) const;

  const std::string& bytes() const { return bytes_; }  // all that was written so far
  // Whether the private mode was switched on and not off since.
  bool ModeIsOn(int mode) const;
  termios Modes() const;  // of the terminal
  pid_t pid() const { return pid_; }

  // The program stopped (Ctrl+Z) or went on.
  bool WaitStopped();
  // The exit code, 128 + the signal that killed it; nothing if it does not end.
  std::optional<int> WaitExit();

 private:
  bool ReadSome(int milliseconds);
  void ReadStatus();
  void StartProgram(const std::vector<std::string>& command);

  PtyOptions options_;
  int terminal_ = -1;     // our end
  int status_pipe_ = -1;  // wait statuses of the program, from its shell
  pid_t shell_ = -1;
  pid_t pid_ = -1;
  std::optional<int> exit_code_;
  bool stopped_ = false;
  std::string bytes_;

  VTerm* vterm_ = nullptr;
  VTermScreen* screen_ = nullptr;
  VTermPos cursor_{};
  bool cursor_visible_ = true;
  bool alternate_screen_ = false;
  bool mouse_reported_ = false;
};

}  // namespace ponder::testing
