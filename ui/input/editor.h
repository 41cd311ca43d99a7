// The input line: readline's editing (its keys, kill ring, undo, history, incremental search) on a
// text that we draw ourselves. The only file that knows readline is editor.cc.
//
// Thread rule: one thread, one Editor at a time (readline has one global line).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/input/keys.h"

namespace ponder {

class Editor {
 public:
  // Reads the user's inputrc, as every readline program does; the editing mode is always emacs.
  Editor();
  ~Editor();
  Editor(const Editor&) = delete;
  Editor& operator=(const Editor&) = delete;

  // Returns the line if the key sent it; the line is empty and in the history then.
  std::optional<std::string> Press(const Key& key);

  std::string_view text() const;  // UTF-8; may contain line breaks; valid until the next call
  size_t cursor() const;          // byte offset in text()

  // Each is one step for undo. Broken UTF-8 and NUL become U+FFFD.
  void Insert(std::string_view text);  // at the cursor; line ends become \n
  void Replace(size_t begin, size_t end, std::string_view text);
  void SetText(std::string_view text);
  void KillAll();  // Ctrl+Y brings it back

  void MoveCursor(size_t offset);

  // What readline asks in place of a prompt, such as "(reverse-i-search)`ab': "; else empty.
  std::string_view question() const;
  bool searching() const;
  void EndSearch();  // what was found stays

  void SetHistory(const std::vector<std::string>& lines);  // oldest first

 private:
  void ShortenFailedSearch();
};

}  // namespace ponder
