// Byte-pair encoding of one pre-token: join the neighbouring pair whose merge was learnt first,
// again and again. Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword
// Units"; details as in github.com/huggingface/tokenizers, models/bpe.
//
// Thread rule: immutable, any thread; a workspace serves one thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/base/token.h"

namespace ponder {

class JsonObject;

class Bpe {
 public:
  // Ids at and above this are refused: a hostile id must not size a table.
  static constexpr TokenId kMaxTokens = 1 << 22;

  // Buffers kept from one pre-token to the next.
  struct Workspace {
    struct Symbol {
      TokenId id;
      int32_t previous;  // position of the neighbour, or kNone
      int32_t next;
      bool merged;  // into its left neighbour
    };
    struct Candidate {
      uint32_t rank;
      uint32_t position;  // of the left symbol
      TokenId result;
    };
    std::vector<Symbol> symbols;
    std::vector<Candidate> heap;
    std::string text;
  };

  // The "model" of tokenizer.json. `byte_level`: tokens are written in the byte-level alphabet.
  // Errors: kModel.
  static Result<Bpe> Parse(const JsonObject& model, bool byte_level);

  // Appends the tokens of `pretoken` (raw UTF-8) to `out`. n log n in its length.
  void Encode(std::string_view pretoken, Workspace& workspace, std::vector<TokenId>& out) const;

  std::optional<TokenId> Find(std::string_view token_text) const;
  const auto& vocabulary() const { return vocabulary_; }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  struct Merge {
    uint32_t rank;
    TokenId result;
  };

  static uint64_t PairKey(TokenId left, TokenId right) {
    return static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
  }
  Status ParseVocabulary(const JsonObject& model);
  Status ParseMerges(const JsonObject& model);
  Status AddMerge(const JsonObject& model, size_t rank, std::string_view left,
                  std::string_view right);
  Status ParseOptions(const JsonObject& model);

  void AddSymbols(std::string_view pretoken, std::vector<TokenId>& ids) const;
  bool AddByteFallback(std::string_view character, std::vector<TokenId>& ids) const;
  const Merge* FindMerge(TokenId left, TokenId right) const;
  void Push(Workspace& workspace, int32_t left) const;
  void Join(Workspace& workspace, const Workspace::Candidate& candidate) const;

  std::unordered_map<std::string, TokenId, Hash, std::equal_to<>> vocabulary_;
  std::unordered_map<uint64_t, Merge> merges_;  // by left and right id
  std::array<std::optional<TokenId>, 256> byte_tokens_;
  std::optional<TokenId> unknown_;
  bool byte_level_ = false;
  bool ignore_merges_ = false;
  bool byte_fallback_ = false;
  bool fuse_unknown_ = false;
};

}  // namespace ponder
