#include "ui/input/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/utf8.h"

namespace ponder {
namespace {

constexpr int kEscapeDelayMs = 25;
constexpr int kPasteDelayMs = 1000;  // a paste that never closes must not swallow the keyboard
constexpr size_t kMaxPasteBytes = 1 << 20;
constexpr size_t kMaxSequenceBytes = 64;
constexpr int kMaxParameter = 1'000'000;
constexpr char kEsc = '\033';
constexpr std::string_view kPasteBegin = "\033[200~";
constexpr std::string_view kPasteEnd = "\033[201~";

// One event and how many bytes it took; 0 bytes: more are needed.
struct Parsed {
  size_t num_bytes = 0;
  std::variant<Key, Paste, Mouse, Unknown> what = Unknown{};
};

struct Parameters {
  std::array<int, 4> values{};
  size_t count = 0;

  int at(size_t i, int otherwise) const {
    return i < count && values[i] > 0 ? values[i] : otherwise;
  }
};

Parameters ParseParameters(std::string_view text) {
  Parameters parameters;
  parameters.count = 1;
  for (char c : text) {
    int& value = parameters.values[parameters.count - 1];
    if (c >= '0' && c <= '9') value = std::min(value * 10 + (c - '0'), kMaxParameter);
    if (c == ';' && ++parameters.count > parameters.values.size()) {
      parameters.count = parameters.values.size();
      break;
    }
  }
  return parameters;
}

// xterm: the parameter is 1 + bits for Shift, Alt, Ctrl.
Key WithModifiers(KeyCode code, int parameter) {
  const int bits = parameter - 1;
  return {.code = code, .ctrl = (bits & 4) != 0, .alt = (bits & 2) != 0, .shift = (bits & 1) != 0};
}

std::optional<KeyCode> CodeOfFinal(char final) {
  switch (final) {
    case 'A':
      return KeyCode::kUp;
    case 'B':
      return KeyCode::kDown;
    case 'C':
      return KeyCode::kRight;
    case 'D':
      return KeyCode::kLeft;
    case 'H':
      return KeyCode::kHome;
    case 'F':
      return KeyCode::kEnd;
    case 'P':
      return KeyCode::kF1;
    case 'Q':
      return KeyCode::kF2;
    case 'R':
      return KeyCode::kF3;
    case 'S':
      return KeyCode::kF4;
    case 'Z':
      return KeyCode::kBackTab;
    case 'M':
      return KeyCode::kEnter;
    default:
      return std::nullopt;
  }
}

std::optional<KeyCode> CodeOfTilde(int number) {
  switch (number) {
    case 1:
    case 7:
      return KeyCode::kHome;
    case 2:
      return KeyCode::kInsert;
    case 3:
      return KeyCode::kDelete;
    case 4:
    case 8:
      return KeyCode::kEnd;
    case 5:
      return KeyCode::kPageUp;
    case 6:
      return KeyCode::kPageDown;
    case 11:
      return KeyCode::kF1;
    case 12:
      return KeyCode::kF2;
    case 13:
      return KeyCode::kF3;
    case 14:
      return KeyCode::kF4;
    default:
      return std::nullopt;
  }
}

Key KeyOfControl(char byte) {
  switch (byte) {
    case '\r':
      return {.code = KeyCode::kEnter};
    case '\t':
      return {.code = KeyCode::kTab};
    case kEsc:
      return {.code = KeyCode::kEscape};
    case '\b':
    case 0x7F:
      return {.code = KeyCode::kBackspace};
    case 0:
      return {.character = U' ', .ctrl = true};
    default:
      break;
  }
  // 1..26 are Ctrl+A..Ctrl+Z; 28..31 are Ctrl+\ ] ^ _.
  const char32_t base = byte <= 26 ? U'a' - 1 : U'@';
  return {.character = base + static_cast<char32_t>(byte), .ctrl = true};
}

// CSI u and modifyOtherKeys: a key by its code point.
std::variant<Key, Paste, Mouse, Unknown> KeyOfCodePoint(int code_point, int modifiers) {
  Key key = WithModifiers(KeyCode::kCharacter, modifiers);
  switch (code_point) {
    case '\r':
      key.code = KeyCode::kEnter;
      return key;
    case '\t':
      key.code = key.shift ? KeyCode::kBackTab : KeyCode::kTab;
      return key;
    case kEsc:
      key.code = KeyCode::kEscape;
      return key;
    case 127:
      key.code = KeyCode::kBackspace;
      return key;
    default:
      break;
  }
  if (code_point < 0x20 || code_point > 0x10FFFF) return Unknown{};
  key.character = static_cast<char32_t>(code_point);
  key.shift = false;
  return key;
}

Mouse MouseOf(int button, int x, int y, bool released) {
  Mouse mouse{.x = std::max(x - 1, 0), .y = std::max(y - 1, 0)};
  const int plain = button & ~(4 | 8 | 16);  // without Shift, Alt, Ctrl
  if (plain == 64) mouse.action = Mouse::Action::kWheelUp;
  if (plain == 65) mouse.action = Mouse::Action::kWheelDown;
  if (plain == 0) mouse.action = released ? Mouse::Action::kRelease : Mouse::Action::kPress;
  return mouse;
}

std::variant<Key, Paste, Mouse, Unknown> MeaningOfCsi(std::string_view inner, char final) {
  if (!inner.empty() && inner[0] == '<' && (final == 'M' || final == 'm')) {
    const Parameters p = ParseParameters(inner.substr(1));
    return MouseOf(p.values[0], p.at(1, 1), p.at(2, 1), final == 'm');
  }
  if (!inner.empty() && (inner[0] < '0' || inner[0] > ';')) return Unknown{};
  const Parameters p = ParseParameters(inner);
  if (final == 'u') return KeyOfCodePoint(p.values[0], p.at(1, 1));
  if (final == '~' && p.values[0] == 27) return KeyOfCodePoint(p.at(2, 0), p.at(1, 1));
  const auto code = final == '~' ? CodeOfTilde(p.values[0]) : CodeOfFinal(final);
  if (!code || final == 'M') return Unknown{};
  return WithModifiers(*code, p.at(1, 1));
}

// The old mouse report: three bytes after CSI M, each 32 more than its value.
Parsed ParseOldMouse(std::string_view text) {
  if (text.size() < 6) return {};
  const auto value = [&](size_t i) { return static_cast<uint8_t>(text[i]) - 32; };
  const bool released = (value(3) & 3) == 3;
  return {6, MouseOf(released ? 0 : value(3), value(4), value(5), released)};
}

Parsed ParseCsi(std::string_view text) {
  if (text.size() > 2 && text[2] == 'M') return ParseOldMouse(text);
  if (text.size() > 2 && text[2] == '[') {  // Linux console: ESC [ [ A is F1
    if (text.size() < 4) return {};
    if (text[3] == 'A') return {4, Key{.code = KeyCode::kF1}};
    if (text[3] == 'B') return {4, Key{.code = KeyCode::kF2}};
    return {4, Unknown{}};
  }
  const size_t most = std::min(text.size(), kMaxSequenceBytes);
  size_t end = 2;
  while (end < most && text[end] >= 0x20 && text[end] <= 0x3F) ++end;
  if (end == kMaxSequenceBytes) return {end, Unknown{}};
  if (end == text.size()) return {};
  if (text[end] < 0x40 || text[end] == 0x7F) return {end, Unknown{}};  // broken off
  return {end + 1, MeaningOfCsi(text.substr(2, end - 2), text[end])};
}

Parsed ParseSs3(std::string_view text) {
  if (text.size() < 3) return {};
  const auto code = CodeOfFinal(text[2]);
  if (text[2] == kEsc) return {2, Unknown{}};
  if (!code) return {3, Unknown{}};
  return {3, Key{.code = *code}};
}

// A character or a control byte, no sequence.
Parsed ParsePlain(std::string_view text) {
  const auto byte = static_cast<uint8_t>(text[0]);
  if (byte < 0x20 || byte == 0x7F) return {1, KeyOfControl(text[0])};
  if (text.size() < 4 && IncompleteUtf8Tail(text) == text.size()) return {};
  const Decoded decoded = DecodeUtf8(text);
  if (!decoded.valid) return {decoded.num_bytes, Unknown{}};
  return {decoded.num_bytes, Key{.character = decoded.code_point}};
}

Parsed ParseEscape(std::string_view text) {
  if (text.size() < 2) return {};
  if (text[1] == '[') return ParseCsi(text);
  if (text[1] == 'O') return ParseSs3(text);
  if (text[1] == kEsc) return {1, Key{.code = KeyCode::kEscape}};
  Parsed parsed = ParsePlain(text.substr(1));
  if (parsed.num_bytes == 0) return {};
  ++parsed.num_bytes;
  if (Key* key = std::get_if<Key>(&parsed.what)) key->alt = true;
  return parsed;
}

// What an unfinished beginning means once nothing follows.
Parsed ParseUnfinished(std::string_view text) {
  if (text[0] == kEsc && text.size() == 1) return {1, Key{.code = KeyCode::kEscape}};
  if (text.size() == 2 && (text[1] == '[' || text[1] == 'O')) {
    return {2, Key{.character = static_cast<char32_t>(text[1]), .alt = true}};
  }
  return {text.size(), Unknown{}};
}

}  // namespace

// The paste up to its closing bracket. Returns how much of `text` it took, 0 to wait for more.
size_t KeyParser::TakePaste(std::string_view text, bool flushing, std::vector<InputEvent>& out) {
  const size_t end = text.find(kPasteEnd);
  const bool closed = end != std::string_view::npos;
  if (!closed && !flushing && text.size() <= kMaxPasteBytes) return 0;
  const std::string_view pasted = text.substr(0, end);
  const std::string_view bracket = closed ? kPasteEnd : std::string_view();
  out.push_back({Paste{std::string(pasted)}, fmt::format("{}{}{}", paste_begin_, pasted, bracket)});
  paste_begin_ = {};
  in_paste_ = !closed && !flushing;
  return pasted.size() + bracket.size();
}

void KeyParser::Parse(bool flushing, std::vector<InputEvent>& out) {
  std::string_view rest = pending_;
  while (!rest.empty() || (in_paste_ && flushing)) {
    if (in_paste_) {
      rest.remove_prefix(TakePaste(rest, flushing, out));
      if (in_paste_) break;
      continue;
    }
    if (rest.starts_with(kPasteBegin)) {
      in_paste_ = true;
      paste_begin_ = kPasteBegin;
      rest.remove_prefix(kPasteBegin.size());
      continue;
    }
    Parsed parsed = rest[0] == kEsc ? ParseEscape(rest) : ParsePlain(rest);
    if (parsed.num_bytes == 0 && !flushing) break;
    if (parsed.num_bytes == 0) parsed = ParseUnfinished(rest);
    out.push_back({std::move(parsed.what), std::string(rest.substr(0, parsed.num_bytes))});
    rest.remove_prefix(parsed.num_bytes);
  }
  pending_.erase(0, pending_.size() - rest.size());
}

std::vector<InputEvent> KeyParser::Feed(std::string_view bytes) {
  std::vector<InputEvent> out;
  pending_ += bytes;
  Parse(false, out);
  return out;
}

std::optional<int> KeyParser::FlushAfterMs() const {
  if (in_paste_) return kPasteDelayMs;
  if (!pending_.empty()) return kEscapeDelayMs;
  return std::nullopt;
}

std::vector<InputEvent> KeyParser::Flush() {
  std::vector<InputEvent> out;
  Parse(true, out);
  return out;
}

}  // namespace ponder
