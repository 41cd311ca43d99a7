#include "core/text/split.h"

#include <algorithm>

namespace ponder {
namespace {

struct Part {
  TextRange range;
  bool is_match;
};

// The whole text as matches and what lies between them.
std::vector<Part> Partition(std::string_view text, const std::vector<TextRange>& matches,
                            bool invert) {
  std::vector<Part> parts;
  parts.reserve(matches.size() + 1);
  size_t end = 0;
  for (const TextRange& match : matches) {
    if (match.begin > end) parts.push_back({{end, match.begin}, invert});
    parts.push_back({match, !invert});
    end = match.end;
  }
  if (end < text.size()) parts.push_back({{end, text.size()}, invert});
  return parts;
}

std::vector<TextRange> MergeContiguous(const std::vector<Part>& parts) {
  std::vector<TextRange> pieces;
  bool previous_match = false;
  for (const Part& part : parts) {
    if (part.is_match == previous_match && !pieces.empty()) {
      pieces.back().end = part.range.end;
    } else {
      pieces.push_back(part.range);
    }
    previous_match = part.is_match;
  }
  return pieces;
}

std::vector<TextRange> MergeWithPrevious(const std::vector<Part>& parts) {
  std::vector<TextRange> pieces;
  bool previous_match = false;
  for (const Part& part : parts) {
    if (part.is_match && !previous_match && !pieces.empty()) {
      pieces.back().end = part.range.end;
    } else {
      pieces.push_back(part.range);
    }
    previous_match = part.is_match;
  }
  return pieces;
}

std::vector<TextRange> MergeWithNext(const std::vector<Part>& parts) {
  std::vector<TextRange> pieces;
  bool next_match = false;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (part->is_match && !next_match && !pieces.empty()) {
      pieces.back().begin = part->range.begin;
    } else {
      pieces.push_back(part->range);
    }
    next_match = part->is_match;
  }
  std::ranges::reverse(pieces);
  return pieces;
}

std::vector<TextRange> Ranges(const std::vector<Part>& parts, bool with_matches) {
  std::vector<TextRange> pieces;
  pieces.reserve(parts.size());
  for (const Part& part : parts) {
    if (with_matches || !part.is_match) pieces.push_back(part.range);
  }
  return pieces;
}

std::vector<TextRange> Pieces(const std::vector<Part>& parts, SplitBehavior behavior) {
  switch (behavior) {
    case SplitBehavior::kRemoved:
      return Ranges(parts, /*with_matches=*/false);
    case SplitBehavior::kIsolated:
      return Ranges(parts, /*with_matches=*/true);
    case SplitBehavior::kMergedWithPrevious:
      return MergeWithPrevious(parts);
    case SplitBehavior::kMergedWithNext:
      return MergeWithNext(parts);
    case SplitBehavior::kContiguous:
      return MergeContiguous(parts);
  }
  return {};
}

}  // namespace

std::optional<SplitBehavior> ParseSplitBehavior(std::string_view name) {
  if (name == "Removed") return SplitBehavior::kRemoved;
  if (name == "Isolated") return SplitBehavior::kIsolated;
  if (name == "MergedWithPrevious") return SplitBehavior::kMergedWithPrevious;
  if (name == "MergedWithNext") return SplitBehavior::kMergedWithNext;
  if (name == "Contiguous") return SplitBehavior::kContiguous;
  return std::nullopt;
}

std::vector<TextRange> Split::Apply(std::string_view text, MatchWorkspace& workspace) const {
  const std::vector<Part> parts = Partition(text, regex.FindAll(text, workspace), invert);
  std::vector<TextRange> pieces = Pieces(parts, behavior);
  std::erase_if(pieces, [](const TextRange& piece) { return piece.begin == piece.end; });
  return pieces;
}

}  // namespace ponder
