#include "ui/input/editor.h"

// readline.h needs FILE.
#include <stdio.h>

#include <readline/history.h>
#include <readline/readline.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "core/base/check.h"
#include "core/base/utf8.h"

namespace ponder {
namespace {

constexpr int kMaxHistory = 2000;
// What Alt+9 Alt+9 ... repeats at most; readline would go to a million, for minutes.
constexpr int kMaxRepeats = 999;
// What a failed search is cut to before it is done again, character by character.
constexpr size_t kLongestSearchAgain = 200;
// Killed and yanked in turn, a text doubles with every few keys; from here on it does not.
constexpr int kMaxYankedInto = 1 << 20;

// readline calls back without a context.
struct Bridge {
  bool open = false;
  std::deque<char> bytes;           // for readline to read
  std::optional<std::string> line;  // what it accepted
  FILE* null = nullptr;
};
Bridge bridge;

int NextByte(FILE*) {
  if (bridge.bytes.empty()) return EOF;
  const char byte = bridge.bytes.front();
  bridge.bytes.pop_front();
  return static_cast<unsigned char>(byte);
}

int BytesWaiting() { return bridge.bytes.empty() ? 0 : 1; }

void DrawNothing() {}

void TakeLine(char* line) {
  if (line == nullptr) return;
  bridge.line = line;
  if (*line != 0) {
    const HIST_ENTRY* last =
        history_length > 0 ? history_get(history_base + history_length - 1) : nullptr;
    if (last == nullptr || *bridge.line != last->line) add_history(line);
  }
  rl_free(line);
}

std::string_view Line() { return {rl_line_buffer, static_cast<size_t>(rl_end)}; }

// The line of a draft of several lines that the cursor is in.
int LineBegin() {
  const size_t newline = Line().substr(0, static_cast<size_t>(rl_point)).rfind('\n');
  return newline == std::string_view::npos ? 0 : static_cast<int>(newline) + 1;
}
int LineEnd() {
  return static_cast<int>(
      std::min(Line().find('\n', static_cast<size_t>(rl_point)), Line().size()));
}

int InsertNewline(int, int) {
  rl_insert_text("\n");
  return 0;
}

int ToLineBegin(int, int) {
  rl_point = LineBegin();
  return 0;
}

int ToLineEnd(int, int) {
  rl_point = LineEnd();
  return 0;
}

int KillToLineEnd(int, int) {
  const int end = LineEnd();
  rl_kill_text(rl_point, end == rl_point ? std::min(end + 1, rl_end) : end);
  return 0;
}

int KillToLineBegin(int, int) {
  const int line = LineBegin();
  const int begin = line == rl_point ? std::max(line - 1, 0) : line;
  rl_kill_text(begin, rl_point);
  rl_point = begin;
  return 0;
}

struct Binding {
  const char* keys;
  rl_command_func_t* function;
};
constexpr Binding kBindings[] = {
    {"\\C-m", rl_newline},
    {"\\C-j", InsertNewline},
    {"\\e\\C-m", InsertNewline},
    {"\\e\\C-j", InsertNewline},
    {"\\C-a", ToLineBegin},
    {"\\e[H", ToLineBegin},
    {"\\C-e", ToLineEnd},
    {"\\e[F", ToLineEnd},
    {"\\C-k", KillToLineEnd},
    {"\\C-u", KillToLineBegin},
    {"\\e[D", rl_backward_char},
    {"\\e[C", rl_forward_char},
    {"\\e[A", rl_get_previous_history},
    {"\\e[B", rl_get_next_history},
    {"\\e[3~", rl_delete},
    {"\\e[1;5D", rl_backward_word},
    {"\\e[1;5C", rl_forward_word},
    {"\\e[3;5~", rl_kill_word},
};

// What prints on the terminal or asks there, or leaves the keys we promise. The last five make
// readline 8.2 free an undo list twice (Up Alt+N Ctrl+G Down h Enter; Ctrl+R Ctrl+Space 0 Ctrl+O).
rl_command_func_t* const kUnwanted[] = {
    rl_complete,
    rl_possible_completions,
    rl_insert_completions,
    rl_menu_complete,
    rl_clear_screen,
    rl_vi_editing_mode,
    rl_refresh_line,
    rl_tab_insert,
    rl_backward_menu_complete,
    rl_delete_or_show_completions,
    rl_re_read_init_file,
    rl_operate_and_get_next,
    rl_noninc_forward_search,
    rl_noninc_reverse_search,
    rl_noninc_forward_search_again,
    rl_noninc_reverse_search_again,
};

void BindKeys() {
  rl_variable_bind("editing-mode", "emacs");
  rl_variable_bind("bell-style", "none");
  rl_variable_bind("enable-bracketed-paste", "off");
  rl_variable_bind("enable-active-region", "off");
  rl_variable_bind("revert-all-at-newline", "on");
  for (rl_command_func_t* function : kUnwanted) {
    for (const char* map : {"emacs-standard", "emacs-meta", "emacs-ctlx"}) {
      rl_unbind_function_in_map(function, rl_get_keymap_by_name(map));
    }
  }
  for (const Binding& binding : kBindings) rl_bind_keyseq(binding.keys, binding.function);
}

// The bytes under which kBindings, or readline itself, knows a key.
std::string BytesOf(const Key& key) {
  switch (key.code) {
    case KeyCode::kEnter:
      return key.alt || key.shift ? "\033\r" : "\r";
    case KeyCode::kBackspace:
      return key.alt || key.ctrl ? "\033\177" : "\177";
    case KeyCode::kEscape:
      return "\033";
    case KeyCode::kUp:
      return "\033[A";
    case KeyCode::kDown:
      return "\033[B";
    case KeyCode::kLeft:
      return key.ctrl || key.alt ? "\033[1;5D" : "\033[D";
    case KeyCode::kRight:
      return key.ctrl || key.alt ? "\033[1;5C" : "\033[C";
    case KeyCode::kHome:
      return "\033[H";
    case KeyCode::kEnd:
      return "\033[F";
    case KeyCode::kDelete:
      return key.ctrl ? "\033[3;5~" : "\033[3~";
    case KeyCode::kCharacter:
      break;
    default:
      return {};
  }
  std::string bytes = key.alt ? "\033" : "";
  if (key.ctrl) {
    bytes.push_back(static_cast<char>(key.character & 0x1F));
  } else {
    AppendUtf8(key.character, bytes);
  }
  return bytes;
}

// What an incremental search understands. Other keys end it first: readline would read a longer
// sequence's next byte, which has not been typed, and crash (8.2, Ctrl+S Ctrl+X).
bool IsForSearch(const Key& key) {
  if (key.alt) return false;
  if (key.code == KeyCode::kEnter || key.code == KeyCode::kBackspace) return true;
  if (key.code == KeyCode::kEscape) return true;
  if (key.code != KeyCode::kCharacter) return false;
  return !key.ctrl ||
         std::u32string_view(U"rsgwyh").find(key.character) != std::u32string_view::npos;
}

// The characters of "ab" in "(failed reverse-i-search)`ab': ".
std::u32string SearchString(std::string_view question) {
  std::u32string characters;
  question = question.substr(0, question.rfind("': "));
  question.remove_prefix(std::min(question.find('`'), question.size() - 1) + 1);
  while (!question.empty()) {
    const Decoded decoded = DecodeUtf8(question);
    characters.push_back(decoded.code_point);
    question.remove_prefix(decoded.num_bytes);
  }
  return characters;
}

// yank, yank-pop, yank-nth-arg, yank-last-arg
bool Yanks(const Key& key) {
  return (key.ctrl && key.character == U'y') ||
         (key.alt && std::u32string_view(U"yY._").find(key.character) != std::u32string_view::npos);
}

bool DeletesBackward(const Key& key) {
  return key.code == KeyCode::kBackspace || (key.ctrl && key.character == U'h');
}

// Of the keys for a search: those that do not end it.
bool GoesOnSearching(const Key& key) {
  if (key.code == KeyCode::kEnter || key.code == KeyCode::kEscape) return false;
  return !(key.ctrl && key.character == U'g');
}

std::string Clean(std::string_view text) {
  std::string clean = ReplaceInvalidUtf8(text);
  for (size_t at = clean.find('\0'); at != std::string::npos; at = clean.find('\0', at)) {
    clean.replace(at, 1, "\uFFFD");
  }
  return clean;
}

// Terminals send \r for the line breaks of a paste.
std::string WithNewlines(std::string text) {
  for (size_t at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) {
    text.erase(at, 1);
  }
  std::replace(text.begin(), text.end(), '\r', '\n');
  return text;
}

}  // namespace

Editor::Editor() {
  CHECK(!bridge.open);
  bridge.open = true;
  bridge.null = fopen("/dev/null", "r+");
  CHECK(bridge.null != nullptr);
  rl_readline_name = "ponder";
  rl_instream = bridge.null;
  rl_outstream = bridge.null;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_prep_term_function = nullptr;
  rl_deprep_term_function = nullptr;
  rl_redisplay_function = DrawNothing;
  rl_getc_function = NextByte;
  rl_input_available_hook = BytesWaiting;
  rl_initialize();
  BindKeys();
  using_history();
  stifle_history(kMaxHistory);
  rl_callback_handler_install("", TakeLine);
}

Editor::~Editor() {
  rl_callback_handler_remove();
  rl_instream = nullptr;
  rl_outstream = nullptr;
  clear_history();
  fclose(bridge.null);
  bridge = Bridge();
}

std::optional<std::string> Editor::Press(const Key& key) {
  // readline reads an end of file from Ctrl+D on an empty line.
  const bool deletes = key.ctrl && key.character == U'd';
  if (deletes && rl_end == 0) return std::nullopt;
  if (!IsForSearch(key)) EndSearch();
  if (rl_end > kMaxYankedInto && Yanks(key)) return std::nullopt;
  if (question().starts_with("(failed ") && GoesOnSearching(key)) {
    if (DeletesBackward(key)) ShortenFailedSearch();
    return std::nullopt;
  }
  const std::string bytes = BytesOf(key);
  bridge.bytes.insert(bridge.bytes.end(), bytes.begin(), bytes.end());
  while (!bridge.bytes.empty()) rl_callback_read_char();
  rl_numeric_arg = std::min(rl_numeric_arg, kMaxRepeats);
  return std::exchange(bridge.line, std::nullopt);
}

// Going on where a search has failed, readline 8.2 reads outside of the line it looked at last. So
// nothing more is searched then, and what is shorter by a character is searched from the start.
void Editor::ShortenFailedSearch() {
  const std::string asked(question());
  std::u32string characters = SearchString(asked);
  if (!characters.empty()) characters.pop_back();
  // Ctrl+Y in a search takes over a whole line.
  characters.resize(std::min(characters.size(), kLongestSearchAgain));
  const bool backward = asked.starts_with("(failed reverse");
  Press({.character = U'g', .ctrl = true});
  Press({.character = backward ? U'r' : U's', .ctrl = true});
  for (const char32_t character : characters) Press({.character = character});
}

std::string_view Editor::text() const { return Line(); }

// A search that fails leaves its point behind the end.
size_t Editor::cursor() const { return static_cast<size_t>(std::min(rl_point, rl_end)); }

void Editor::Insert(std::string_view text) {
  EndSearch();
  rl_begin_undo_group();
  rl_insert_text(WithNewlines(Clean(text)).c_str());
  rl_end_undo_group();
}

void Editor::Replace(size_t begin, size_t end, std::string_view text) {
  EndSearch();
  CHECK(begin <= end && end <= Line().size());
  rl_begin_undo_group();
  rl_delete_text(static_cast<int>(begin), static_cast<int>(end));
  rl_point = static_cast<int>(begin);
  rl_insert_text(Clean(text).c_str());
  rl_end_undo_group();
}

void Editor::SetText(std::string_view text) {
  EndSearch();  // may change the line, and with it its size
  Replace(0, Line().size(), text);
}

void Editor::KillAll() {
  EndSearch();
  rl_kill_text(0, rl_end);
  // A line from the history goes back there as it was.
  if (where_history() < history_length) {
    rl_revert_line(1, 0);
    rl_end_of_history(1, 0);
    rl_delete_text(0, rl_end);
  }
  rl_point = 0;
}

void Editor::MoveCursor(size_t offset) {
  EndSearch();
  CHECK(offset <= Line().size());
  rl_point = static_cast<int>(offset);
}

std::string_view Editor::question() const {
  return rl_display_prompt == nullptr ? "" : rl_display_prompt;
}

bool Editor::searching() const { return RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH) != 0; }

void Editor::EndSearch() {
  if (searching()) Press({.code = KeyCode::kEscape});
}

void Editor::SetHistory(const std::vector<std::string>& lines) {
  clear_history();
  for (const std::string& line : lines) add_history(line.c_str());
  using_history();
}

}  // namespace ponder
