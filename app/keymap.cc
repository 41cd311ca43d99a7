#include "app/keymap.h"

namespace ponder {
namespace {

constexpr Key Code(KeyCode code) { return {.code = code}; }
constexpr Key Char(char32_t c) { return {.character = c}; }
constexpr Key Ctrl(char32_t c) { return {.character = c, .ctrl = true}; }
constexpr Key Ctrl(KeyCode code) { return {.code = code, .ctrl = true}; }

constexpr Focus kPrompt = Focus::kPrompt;
constexpr Focus kThoughts = Focus::kThoughts;
constexpr Focus kPanel = Focus::kPanel;
constexpr Focus kPage = Focus::kPage;

constexpr Binding kBindings[] = {
    {kPrompt, Code(KeyCode::kEnter), Action::kSend, "Enter",
     "send; while an answer runs, queue the message"},
    {kPrompt, Code(KeyCode::kTab), Action::kComplete, "Tab", "complete a command or its argument"},
    {kPrompt, Code(KeyCode::kBackTab), Action::kCompleteBack, "", ""},
    {{},
     Code(KeyCode::kEscape),
     Action::kEscape,
     "Esc",
     "stop the answer and keep what is there; first takes back a queued message"},
    {{},
     Ctrl(U'c'),
     Action::kInterrupt,
     "Ctrl+C",
     "stop; clear the line; on an empty line press twice to leave"},
    {kPrompt, Ctrl(U'd'), Action::kLeaveIfEmpty, "Ctrl+D", "leave, on an empty line"},
    {{}, Ctrl(U'o'), Action::kFoldAll, "Ctrl+O", "fold or unfold all thoughts"},
    {{},
     Ctrl(U't'),
     Action::kSelectThought,
     "Ctrl+T",
     "select a thought: Up/Down move, Enter or Space toggles, Esc back (or click it)"},
    {{},
     Code(KeyCode::kF2),
     Action::kPanel,
     "F2",
     "sampler panel: Up/Down pick, Left/Right change, r reset, u undo, Esc close"},
    {{}, Code(KeyCode::kF1), Action::kHelp, "F1, ?", "this page (? on an empty line)"},
    {kPrompt, Char(U'?'), Action::kHelpIfEmpty, "", ""},
    {{}, Code(KeyCode::kPageUp), Action::kPageUp, "PgUp/PgDn, wheel", "scroll"},
    {{}, Code(KeyCode::kPageDown), Action::kPageDown, "", ""},
    {{},
     Ctrl(KeyCode::kHome),
     Action::kTop,
     "Ctrl+Home/End",
     "to the top, to the newest (End on an empty line)"},
    {{}, Ctrl(KeyCode::kEnd), Action::kNewest, "", ""},
    {kPrompt, Code(KeyCode::kEnd), Action::kNewestIfEmpty, "", ""},
    {kPrompt, Code(KeyCode::kUp), Action::kRowUp, "Up/Down",
     "move in a draft of several rows; history at its first and last row"},
    {kPrompt, Code(KeyCode::kDown), Action::kRowDown, "", ""},
    {{}, Ctrl(U'z'), Action::kSuspend, "Ctrl+Z", "suspend; fg brings it back"},
    {{}, Ctrl(U'l'), Action::kRepaint, "Ctrl+L", "paint the screen anew"},

    {kThoughts, Code(KeyCode::kUp), Action::kPreviousThought, "", ""},
    {kThoughts, Code(KeyCode::kDown), Action::kNextThought, "", ""},
    {kThoughts, Code(KeyCode::kEnter), Action::kToggleThought, "", ""},
    {kThoughts, Char(U' '), Action::kToggleThought, "", ""},
    {kThoughts, Code(KeyCode::kEscape), Action::kBack, "", ""},
    {kThoughts, Ctrl(U't'), Action::kBack, "", ""},

    {kPanel, Code(KeyCode::kUp), Action::kPreviousSetting, "", ""},
    {kPanel, Code(KeyCode::kDown), Action::kNextSetting, "", ""},
    {kPanel, Code(KeyCode::kLeft), Action::kLess, "", ""},
    {kPanel, Code(KeyCode::kRight), Action::kMore, "", ""},
    {kPanel, Char(U'r'), Action::kReset, "", ""},
    {kPanel, Char(U'u'), Action::kUndo, "", ""},
    {kPanel, Code(KeyCode::kEscape), Action::kBack, "", ""},
    {kPanel, Code(KeyCode::kF2), Action::kBack, "", ""},

    {kPage, Code(KeyCode::kUp), Action::kScrollUp, "", ""},
    {kPage, Code(KeyCode::kDown), Action::kScrollDown, "", ""},
    {kPage, Char(U' '), Action::kPageDown, "", ""},
    {kPage, Code(KeyCode::kEscape), Action::kBack, "", ""},
    {kPage, Code(KeyCode::kEnter), Action::kBack, "", ""},
    {kPage, Code(KeyCode::kF1), Action::kBack, "", ""},
    {kPage, Char(U'q'), Action::kBack, "", ""},
    {kPage, Char(U'?'), Action::kBack, "", ""},
};

constexpr EditorKey kEditorKeys[] = {
    {"Ctrl+J, Alt+Enter", "new line"},
    {"Ctrl+R", "search the history: type, Ctrl+R older, Enter sends, Esc keeps, Ctrl+G gives up"},
    {"Ctrl+A, Ctrl+E", "beginning, end of the line (Home, End)"},
    {"Alt+B, Alt+F", "a word back, forward (Ctrl+Left, Ctrl+Right)"},
    {"Ctrl+W, Alt+D", "cut the word before, after the cursor"},
    {"Ctrl+U, Ctrl+K", "cut to the beginning, to the end of the line"},
    {"Ctrl+Y", "bring back what was cut (Alt+Y: what was cut earlier)"},
    {"Ctrl+_", "undo"},
};

}  // namespace

std::span<const Binding> Bindings() { return kBindings; }

std::span<const EditorKey> EditorKeys() { return kEditorKeys; }

const Binding* FindBinding(Focus focus, const Key& key) {
  const Binding* anywhere = nullptr;
  for (const Binding& binding : kBindings) {
    if (!(binding.key == key)) continue;
    if (binding.focus == focus) return &binding;
    if (!binding.focus) anywhere = &binding;
  }
  return anywhere;
}

}  // namespace ponder
