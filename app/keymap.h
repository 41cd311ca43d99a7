// THE table of keys: what each does where, and what the help page says about it. Keys that are not
// in it go to the line editor.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "ui/input/keys.h"

namespace ponder {

// What the keys act on.
enum class Focus : uint8_t { kPrompt, kThoughts, kPanel, kPage };

enum class Action : uint8_t {
  kSend,
  kComplete,
  kCompleteBack,
  kEscape,
  kInterrupt,
  kLeaveIfEmpty,
  kFoldAll,
  kSelectThought,
  kHelp,
  kHelpIfEmpty,
  kPanel,
  kPageUp,
  kPageDown,
  kTop,
  kNewest,
  kNewestIfEmpty,
  kRowUp,
  kRowDown,
  kSuspend,
  kRepaint,
  kPreviousThought,
  kNextThought,
  kToggleThought,
  kPreviousSetting,
  kNextSetting,
  kLess,
  kMore,
  kReset,
  kUndo,
  kScrollUp,
  kScrollDown,
  kBack,
};

struct Binding {
  std::optional<Focus> focus;  // none: wherever the focus has no binding of its own
  Key key;
  Action action;
  std::string_view name;  // as the help page writes it
  std::string_view help;  // empty: listed with the binding above
};

std::span<const Binding> Bindings();
const Binding* FindBinding(Focus focus, const Key& key);  // null if there is none

// Keys of the line editor, for the help page.
struct EditorKey {
  std::string_view name;
  std::string_view help;
};
std::span<const EditorKey> EditorKeys();

}  // namespace ponder
