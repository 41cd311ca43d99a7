#include "ui/screen/curses_sink.h"

#define NCURSES_NOMACROS 1
#include <curses.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cwchar>
#include <string>
#include <utility>
#include <vector>

#include "core/base/utf8.h"
#include "ui/screen/surface_diff.h"
#include "ui/screen/terminal_guard.h"

namespace ponder {
namespace {

// Mouse clicks and the wheel (1000) with decimal coordinates (1006); pastes in brackets (2004).
constexpr std::string_view kModesOn = "\033[?1000h\033[?1006h\033[?2004h";
constexpr std::string_view kModesOff = "\033[?2004l\033[?1006l\033[?1000l";

constexpr int kMaxWidth = 1024;
constexpr int kMaxHeight = 512;

void WriteAll(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (n < 0 && errno != EINTR) return;
    if (n > 0) bytes.remove_prefix(static_cast<size_t>(n));
  }
}

// A terminfo string without its padding marks "$<5>".
std::string Capability(const char* name) {
  const char* value = tigetstr(const_cast<char*>(name));
  std::string text = value == nullptr || value == reinterpret_cast<char*>(-1) ? "" : value;
  for (size_t at = text.find("$<"); at != std::string::npos; at = text.find("$<")) {
    const size_t end = text.find('>', at);
    text.erase(at, end == std::string::npos ? end : end + 1 - at);
  }
  return text;
}

// What a signal handler writes to give the terminal back.
std::string ResetSequence() {
  const std::string leave = Capability("rmcup");
  return std::string(kModesOff) + Capability("sgr0") + Capability("cnorm") +
         (leave.empty() ? "\r\n" : leave);
}

attr_t CursesAttributes(uint8_t attributes) {
  attr_t result = A_NORMAL;
  if (attributes & kBold) result |= A_BOLD;
  if (attributes & kItalic) result |= A_ITALIC;
  if (attributes & kUnderline) result |= A_UNDERLINE;
  if (attributes & kFaint) result |= A_DIM;
  if (attributes & kReverse) result |= A_REVERSE;
  return result;
}

short PairOf(Role role) { return static_cast<short>(static_cast<int>(role) + 1); }

// Characters of a cell as this terminal and this C library can show them.
std::array<wchar_t, 5> Shown(const Cell& cell, bool unicode) {
  std::array<wchar_t, 5> shown{};
  const char32_t base = cell.text[0];
  const bool control = base < 0x20 || (base >= 0x7F && base < 0xA0);
  const bool agreed = wcwidth(static_cast<wchar_t>(base)) == cell.width;
  if (control || (!unicode && base >= 0x7F)) {
    shown[0] = L'?';
  } else if (!agreed) {
    shown[0] = static_cast<wchar_t>(kReplacementCharacter);
  } else {
    for (size_t i = 0; i < cell.text.size(); ++i) shown[i] = static_cast<wchar_t>(cell.text[i]);
    if (!unicode) shown[1] = 0;
  }
  return shown;
}

}  // namespace

struct CursesSink::Impl {
  SCREEN* screen = nullptr;
  SinkOptions options;
  Theme theme;
  Surface drawn;
  std::optional<Point> cursor;
  bool invalid = true;
  bool suspended = false;
  std::string reset;

  bool has_colour() const { return options.colour && has_colors() && COLORS >= 8; }
  void DefinePairs() const;
  attr_t AttributesOf(Style style) const;
  void AppendCell(const Cell& cell, std::vector<cchar_t>& out) const;
  void PutRun(const Surface& surface, const CellRun& run) const;
  void PlaceCursor(std::optional<Point> wanted);
};

void CursesSink::Impl::DefinePairs() const {
  if (!has_colour()) return;
  const bool defaults = use_default_colors() == OK;
  const auto known = [&](int colour, int fallback) {
    if (colour == kDefaultColour) return static_cast<short>(defaults ? -1 : fallback);
    return static_cast<short>(COLORS >= 16 ? colour : colour % 8);
  };
  for (int i = 0; i < kNumRoles; ++i) {
    const RoleStyle& style = theme.roles[static_cast<size_t>(i)];
    init_pair(PairOf(static_cast<Role>(i)), known(style.foreground, COLOR_WHITE),
              known(style.background, COLOR_BLACK));
  }
}

attr_t CursesSink::Impl::AttributesOf(Style style) const {
  const RoleStyle& role = theme[style.role];
  attr_t attributes = CursesAttributes(role.attributes | style.attributes);
  // Eight colours: the bright ones are the others in bold.
  if (has_colour() && COLORS < 16 && role.foreground >= 8) attributes |= A_BOLD;
  return attributes;
}

void CursesSink::Impl::AppendCell(const Cell& cell, std::vector<cchar_t>& out) const {
  if (cell.width == 0) return;
  const auto shown = Shown(cell, options.unicode);
  const attr_t attributes = AttributesOf(cell.style);
  const short pair = has_colour() ? PairOf(cell.style.role) : short{0};
  cchar_t character;
  setcchar(&character, shown.data(), attributes, pair, nullptr);
  out.push_back(character);
  // A stand-in is one column wide where the cell may be two.
  if (cell.width == 2 && wcwidth(shown[0]) == 1) {
    setcchar(&character, L" ", attributes, pair, nullptr);
    out.push_back(character);
  }
}

void CursesSink::Impl::PutRun(const Surface& surface, const CellRun& run) const {
  std::vector<cchar_t> characters;
  characters.reserve(static_cast<size_t>(run.length));
  for (int x = run.x; x < run.x + run.length; ++x) AppendCell(surface.at(x, run.y), characters);
  mvwadd_wchnstr(stdscr, run.y, run.x, characters.data(), static_cast<int>(characters.size()));
}

void CursesSink::Impl::PlaceCursor(std::optional<Point> wanted) {
  if (wanted.has_value() != cursor.has_value() || invalid) curs_set(wanted ? 1 : 0);
  if (wanted) wmove(stdscr, wanted->y, wanted->x);
  cursor = wanted;
}

Status CheckTerminal() {
  const char* name = std::getenv("TERM");
  const std::string where = fmt::format("TERM={}", name ? VisibleLine(name) : "");
  if (name == nullptr || *name == 0) {
    return Fail(ErrorCode::kRuntime, "TERM", "is not set; a screen needs a terminal's name there");
  }
  int problem = 0;
  if (setupterm(nullptr, STDOUT_FILENO, &problem) != OK) {
    return Fail(ErrorCode::kRuntime, where, "this terminal is not in the terminfo database");
  }
  if (Capability("cup").empty() || Capability("clear").empty()) {
    return Fail(ErrorCode::kRuntime, where, "this terminal cannot place text; a screen needs that");
  }
  return {};
}

Result<std::unique_ptr<CursesSink>> CursesSink::Open(const Theme& theme, SinkOptions options) {
  TRY(CheckTerminal());
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  impl->theme = theme;
  impl->reset = ResetSequence();
  ArmTerminalGuard(STDOUT_FILENO, impl->reset);
  // The size is the terminal's own, whatever LINES and COLUMNS say; TERM=linux states none itself.
  use_env(FALSE);
  use_tioctl(TRUE);
  impl->screen = newterm(nullptr, stdout, stdin);
  if (impl->screen == nullptr) {
    DisarmTerminalGuard();
    return Fail(ErrorCode::kRuntime, "TERM", "curses could not start on this terminal");
  }
  raw();
  noecho();
  nonl();
  typeahead(-1);
  idlok(stdscr, TRUE);
  if (options.colour) start_color();
  impl->DefinePairs();
  WriteAll(kModesOn);
  return std::unique_ptr<CursesSink>(new CursesSink(std::move(impl)));
}

CursesSink::CursesSink(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

CursesSink::~CursesSink() {
  Suspend();
  delscreen(impl_->screen);
}

Size CursesSink::TerminalSize() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
    return {80, 24};
  }
  return {std::min<int>(size.ws_col, kMaxWidth), std::min<int>(size.ws_row, kMaxHeight)};
}

void CursesSink::SetTheme(const Theme& theme) {
  impl_->theme = theme;
  impl_->DefinePairs();
  Invalidate();
}

void CursesSink::Invalidate() { impl_->invalid = true; }

void CursesSink::Draw(const Surface& surface, std::optional<Point> cursor) {
  if (impl_->suspended) return;
  Impl& impl = *impl_;
  if (surface.size() != impl.drawn.size()) {
    resizeterm(surface.height(), surface.width());
    impl.invalid = true;
  }
  if (impl.invalid) {
    impl.drawn = Surface();
    clearok(curscr, TRUE);
    werase(stdscr);
  }
  const std::vector<CellRun> runs = DiffSurfaces(impl.drawn, surface);
  if (runs.empty() && cursor == impl.cursor && !impl.invalid) return;
  for (const CellRun& run : runs) impl.PutRun(surface, run);
  impl.PlaceCursor(cursor);
  wnoutrefresh(stdscr);
  doupdate();
  impl.drawn = surface;
  impl.invalid = false;
}

void CursesSink::Suspend() {
  if (impl_->suspended) return;
  impl_->suspended = true;
  WriteAll(kModesOff);
  curs_set(1);
  endwin();
  DisarmTerminalGuard();
}

void CursesSink::Resume() {
  // The shell may have changed the modes meanwhile; those are the ones to give back later.
  if (impl_->suspended) {
    def_shell_mode();
    ArmTerminalGuard(STDOUT_FILENO, impl_->reset);
  }
  impl_->suspended = false;
  reset_prog_mode();
  WriteAll(kModesOn);
  Invalidate();
}

void CursesSink::SendSequence(std::string_view sequence) {
  if (!impl_->suspended) WriteAll(sequence);
}

}  // namespace ponder
