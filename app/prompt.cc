#include "app/prompt.h"

#include <utility>

#include "app/history_file.h"

namespace ponder {
namespace {

constexpr size_t kMaxHistory = 2000;

}  // namespace

Prompt::Prompt(std::string history_path, std::function<CompletionSources()> sources)
    : history_path_(std::move(history_path)), sources_(std::move(sources)) {}

Status Prompt::LoadHistory() {
  if (history_path_.empty()) return {};
  TRY(TrimHistory(history_path_, kMaxHistory));
  const std::vector<std::string> lines = TRY(ReadHistory(history_path_, kMaxHistory));
  if (!lines.empty()) newest_line_ = lines.back();
  editor_.SetHistory(lines);
  return {};
}

Status Prompt::Remember(std::string_view line) {
  if (history_path_.empty() || history_failed_ || line.empty() || line == newest_line_) return {};
  newest_line_ = line;
  const Status status = AppendHistory(history_path_, line);
  history_failed_ = !status;
  return status;
}

std::optional<Prompt::Sent> Prompt::Press(const Key& key) {
  wanted_column_.reset();
  CloseSuggestions();
  std::optional<std::string> line = editor_.Press(key);
  if (!line) {
    SuggestCommands();
    return std::nullopt;
  }
  Sent sent{.line = std::move(*line), .error = {}};
  if (const Status status = Remember(sent.line); !status) sent.error = status.error();
  return sent;
}

void Prompt::Paste(std::string_view text) {
  wanted_column_.reset();
  CloseSuggestions();
  editor_.Insert(text);
}

void Prompt::KillAll() {
  CloseSuggestions();
  editor_.KillAll();
}

void Prompt::PutBefore(std::string_view text) {
  CloseSuggestions();
  std::string whole(text);
  if (!editor_.text().empty()) whole.append("\n").append(editor_.text());
  editor_.SetText(whole);
}

bool Prompt::MoveRow(int direction, int width, const Glyphs& glyphs) {
  const PromptState now = state();
  const DraftLayout layout = LayOutPrompt(now, width, glyphs);
  const size_t row = layout.RowOf(now.cursor);
  const bool at_edge = direction < 0 ? row == 0 : row + 1 == layout.rows.size();
  if (at_edge || editor_.searching()) return false;
  const int column = wanted_column_.value_or(layout.ColumnOf(now.draft, now.cursor));
  const size_t next = direction < 0 ? row - 1 : row + 1;
  editor_.MoveCursor(layout.OffsetAt(now.draft, next, column));
  wanted_column_ = column;
  return true;
}

// Commands suggest themselves while their name is typed.
void Prompt::SuggestCommands() {
  const std::string_view text = editor_.text();
  const bool naming = text.starts_with('/') && !text.starts_with("//") &&
                      text.find_first_of(" \n") == std::string_view::npos;
  if (naming && editor_.cursor() == text.size()) {
    shown_ = ponder::Complete(text, text.size(), sources_());
  }
}

void Prompt::Complete(int direction) {
  if (candidate_) {
    const size_t count = shown_.candidates.size();
    return ShowCandidate((*candidate_ + (direction > 0 ? 1 : count - 1)) % count);
  }
  shown_ = ponder::Complete(editor_.text(), editor_.cursor(), sources_());
  if (shown_.candidates.empty()) return;
  if (shown_.candidates.size() == 1) {
    editor_.Replace(shown_.begin, shown_.end, shown_.candidates[0].text);
    return CloseSuggestions();
  }
  const std::string common = shown_.CommonBeginning();
  if (common.size() > shown_.end - shown_.begin) {
    editor_.Replace(shown_.begin, shown_.end, common);
    shown_.end = shown_.begin + common.size();
  } else {
    ShowCandidate(direction > 0 ? 0 : shown_.candidates.size() - 1);
  }
}

void Prompt::ShowCandidate(size_t i) {
  candidate_ = i;
  editor_.Replace(shown_.begin, shown_.end, shown_.candidates[i].text);
  shown_.end = shown_.begin + shown_.candidates[i].text.size();
}

void Prompt::CloseSuggestions() {
  shown_ = {};
  candidate_.reset();
}

PromptState Prompt::state() const {
  return {.draft = std::string(editor_.text()),
          .cursor = editor_.cursor(),
          .question = std::string(editor_.question()),
          .queued = {}};
}

std::optional<Suggestions> Prompt::suggestions() const {
  if (shown_.candidates.empty()) return std::nullopt;
  Suggestions suggestions;
  for (const Candidate& candidate : shown_.candidates) {
    suggestions.entries.push_back({candidate.text, candidate.help});
  }
  if (candidate_) suggestions.chosen = *candidate_;
  return suggestions;
}

}  // namespace ponder
