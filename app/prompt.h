// The input line: the line editor, its history file, completion, moving between rows of a draft.
//
// Thread rule: the screen's thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "ui/input/completion.h"
#include "ui/input/editor.h"
#include "ui/view/overlay.h"
#include "ui/view/prompt_view.h"

namespace ponder {

class Prompt {
 public:
  // `history_path` may be empty: nothing is kept. `sources` is asked afresh for every completion.
  Prompt(std::string history_path, std::function<CompletionSources()> sources);

  Status LoadHistory();

  // Returns the line if the key sent it. `error`: the history could not be kept (told once).
  struct Sent {
    std::string line;
    std::optional<Error> error;
  };
  std::optional<Sent> Press(const Key& key);
  void Paste(std::string_view text);

  bool empty() const { return editor_.text().empty(); }
  bool searching() const { return editor_.searching(); }
  void EndSearch() { editor_.EndSearch(); }
  void KillAll();
  // `text`, with what is in the line after it.
  void PutBefore(std::string_view text);

  // Moves the cursor by a row of the draft as it is laid out on a screen that wide. False at its
  // first or last row.
  bool MoveRow(int direction, int width, const Glyphs& glyphs);

  // Completes what stands at the cursor; again: the next or previous candidate.
  void Complete(int direction);
  void CloseSuggestions();
  bool suggesting() const { return !shown_.candidates.empty(); }

  PromptState state() const;  // without the queue
  std::optional<Suggestions> suggestions() const;

 private:
  void SuggestCommands();
  Status Remember(std::string_view line);
  void ShowCandidate(size_t i);

  Editor editor_;
  const std::string history_path_;
  const std::function<CompletionSources()> sources_;
  std::string newest_line_;
  bool history_failed_ = false;
  Completion shown_;                  // what could be completed
  std::optional<size_t> candidate_;   // the one in the line now
  std::optional<int> wanted_column_;  // while moving through rows
};

}  // namespace ponder
