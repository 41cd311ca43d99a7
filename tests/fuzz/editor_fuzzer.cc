// Any keys typed at the prompt: the editor survives them, and its cursor stays in its text.
#include <string_view>

#include "core/base/check.h"
#include "ui/input/editor.h"

namespace {

constexpr size_t kMaxBytes = 64 << 10;

// What the chat keeps from the editor: Esc ends a search and nothing else.
bool IsForEditor(const ponder::Key& key, const ponder::Editor& editor) {
  return key.code != ponder::KeyCode::kEscape || editor.searching();
}

}  // namespace

// readline keeps what it allocated until the program ends.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libreadline"; }

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static ponder::Editor editor;  // making one takes readline 30 ms
  editor.SetText("");
  editor.SetHistory({"first", "second line\nof two", "first again"});
  ponder::KeyParser parser;
  const auto press = [](const std::vector<ponder::InputEvent>& events) {
    for (const ponder::InputEvent& event : events) {
      const auto* key = std::get_if<ponder::Key>(&event.what);
      if (key && IsForEditor(*key, editor)) editor.Press(*key);
      // Yanked again and again a text grows, and some of readline's keys go through it from its
      // begin for every character.
      if (editor.text().size() > kMaxBytes) editor.SetText("");
      CHECK(editor.cursor() <= editor.text().size());
    }
  };
  press(parser.Feed({reinterpret_cast<const char*>(data), size}));
  press(parser.Flush());
  return 0;
}
