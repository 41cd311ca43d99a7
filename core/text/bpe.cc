#include "core/text/bpe.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/byte_level.h"
#include "core/text/json_object.h"

namespace ponder {
namespace {

constexpr int32_t kNone = -1;

// For a heap whose top is the merge learnt first, leftmost among equals.
bool ComesLater(const Bpe::Workspace::Candidate& a, const Bpe::Workspace::Candidate& b) {
  return a.rank != b.rank ? a.rank > b.rank : a.position > b.position;
}

}  // namespace

std::optional<TokenId> Bpe::Find(std::string_view token_text) const {
  const auto entry = vocabulary_.find(token_text);
  if (entry == vocabulary_.end()) return std::nullopt;
  return entry->second;
}

const Bpe::Merge* Bpe::FindMerge(TokenId left, TokenId right) const {
  const auto merge = merges_.find(PairKey(left, right));
  return merge == merges_.end() ? nullptr : &merge->second;
}

bool Bpe::AddByteFallback(std::string_view character, std::vector<TokenId>& ids) const {
  const auto token = [this](char byte) { return byte_tokens_[static_cast<uint8_t>(byte)]; };
  if (!std::ranges::all_of(character, [&](char byte) { return token(byte).has_value(); })) {
    return false;
  }
  for (char byte : character) ids.push_back(*token(byte));
  return true;
}

// One id per byte or character. What the vocabulary lacks becomes the unknown token, or nothing.
void Bpe::AddSymbols(std::string_view pretoken, std::vector<TokenId>& ids) const {
  if (byte_level_) {
    for (char byte : pretoken) {
      const auto id = byte_tokens_[static_cast<uint8_t>(byte)];
      if (id || unknown_) ids.push_back(id ? *id : *unknown_);
    }
    return;
  }
  bool after_unknown = false;
  while (!pretoken.empty()) {
    const std::string_view character = pretoken.substr(0, DecodeUtf8(pretoken).num_bytes);
    pretoken.remove_prefix(character.size());
    if (const auto id = Find(character)) {
      ids.push_back(*id);
      after_unknown = false;
    } else if (byte_fallback_ && AddByteFallback(character, ids)) {
      after_unknown = false;
    } else if (unknown_) {
      if (!after_unknown || !fuse_unknown_) ids.push_back(*unknown_);
      after_unknown = true;
    }
  }
}

// Offers the pair that starts at `left` for merging.
void Bpe::Push(Workspace& workspace, int32_t left) const {
  if (left == kNone || workspace.symbols[left].next == kNone) return;
  const auto& symbol = workspace.symbols[left];
  const Merge* merge = FindMerge(symbol.id, workspace.symbols[symbol.next].id);
  if (merge == nullptr) return;
  workspace.heap.push_back({merge->rank, static_cast<uint32_t>(left), merge->result});
  std::push_heap(workspace.heap.begin(), workspace.heap.end(), ComesLater);
}

// Applies a candidate, unless the pair it was made for is gone.
void Bpe::Join(Workspace& workspace, const Workspace::Candidate& candidate) const {
  auto& symbols = workspace.symbols;
  auto& left = symbols[candidate.position];
  if (left.merged || left.next == kNone) return;
  auto& right = symbols[left.next];
  const Merge* merge = FindMerge(left.id, right.id);
  if (merge == nullptr || merge->result != candidate.result) return;
  left.id = candidate.result;
  right.merged = true;
  left.next = right.next;
  if (left.next != kNone) symbols[left.next].previous = static_cast<int32_t>(candidate.position);
  Push(workspace, left.previous);
  Push(workspace, static_cast<int32_t>(candidate.position));
}

void Bpe::Encode(std::string_view pretoken, Workspace& workspace, std::vector<TokenId>& out) const {
  if (ignore_merges_) {
    const auto whole = byte_level_ ? Find(ToByteLevel(pretoken)) : Find(pretoken);
    if (whole) return out.push_back(*whole);
  }
  const size_t begin = out.size();
  AddSymbols(pretoken, out);
  const auto count = static_cast<int32_t>(out.size() - begin);
  auto& symbols = workspace.symbols;
  symbols.clear();
  workspace.heap.clear();
  for (int32_t i = 0; i < count; ++i) {
    symbols.push_back({out[begin + i], i - 1, i + 1 < count ? i + 1 : kNone, false});
  }
  for (int32_t i = 0; i + 1 < count; ++i) Push(workspace, i);
  while (!workspace.heap.empty()) {
    std::pop_heap(workspace.heap.begin(), workspace.heap.end(), ComesLater);
    const auto candidate = workspace.heap.back();
    workspace.heap.pop_back();
    Join(workspace, candidate);
  }
  out.resize(begin);
  for (const auto& symbol : symbols) {
    if (!symbol.merged) out.push_back(symbol.id);
  }
}

}  // namespace ponder
