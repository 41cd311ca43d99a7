// Bytes from the terminal become keys, pastes and mouse events.
//
// Pure: no clock, no terminal. The owner calls Flush() when FlushAfterMs() have passed without a
// byte, which tells an Esc key from the beginning of a sequence. No byte is lost: joined in order,
// the `bytes` of all events are the input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ponder {

enum class KeyCode : uint8_t {
  kCharacter,  // Key::character
  kEnter,
  kTab,
  kBackTab,
  kBackspace,
  kEscape,
  kUp,
  kDown,
  kLeft,
  kRight,
  kHome,
  kEnd,
  kPageUp,
  kPageDown,
  kInsert,
  kDelete,
  kF1,
  kF2,
  kF3,
  kF4,
};

struct Key {
  KeyCode code = KeyCode::kCharacter;
  char32_t character = 0;  // Ctrl+A is 'a' with ctrl
  bool ctrl = false;
  bool alt = false;
  bool shift = false;  // of keys that are no character

  bool operator==(const Key&) const = default;
};

struct Paste {
  std::string text;  // as it came, untrusted

  bool operator==(const Paste&) const = default;
};

struct Mouse {
  enum class Action : uint8_t { kPress, kRelease, kWheelUp, kWheelDown, kOther };
  Action action = Action::kOther;
  int x = 0;  // column and row from 0
  int y = 0;

  bool operator==(const Mouse&) const = default;
};

// Bytes that mean nothing to us: answers of the terminal, keys nobody has.
struct Unknown {
  bool operator==(const Unknown&) const = default;
};

struct InputEvent {
  std::variant<Key, Paste, Mouse, Unknown> what;
  std::string bytes;  // as they came
};

class KeyParser {
 public:
  // What is complete now; the rest waits for more.
  std::vector<InputEvent> Feed(std::string_view bytes);
  // How long to wait for more bytes, nothing if none are held back.
  std::optional<int> FlushAfterMs() const;
  // No more bytes came: what is held back is all there is.
  std::vector<InputEvent> Flush();

 private:
  void Parse(bool flushing, std::vector<InputEvent>& out);
  size_t TakePaste(std::string_view text, bool flushing, std::vector<InputEvent>& out);

  std::string pending_;
  bool in_paste_ = false;
  std::string_view paste_begin_;  // the opening bracket, until an event has it in its bytes
};

}  // namespace ponder
