// A model that says what a test tells it to: real tokenizer, made-up logits. Keeps state as a
// Timeline does (prefixes are extended, else a checkpoint is restored), and records its calls.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/session/generator.h"
#include "core/session/model_text.h"
#include "tests/support/golden.h"

namespace ponder::testing {

inline constexpr TokenId kImStart = 10, kImEnd = 11, kThinkOpen = 12, kThinkClose = 13;

// The vocabulary of the golden checkpoints (512 tokens, those of Nemotron-3 among them) under a
// template like Nemotron's: earlier thoughts are dropped, a prompt opens the thought.
inline ModelText ScriptedText() {
  auto tokenizer = Tokenizer::Parse(ReadGoldenText("base/pico/tokenizer.json"), "tokenizer.json");
  CHECK(tokenizer.has_value());
  ModelText text{.tokenizer = *tokenizer, .markers = FindSpanMarkers(*tokenizer)};
  text.end_tokens = {2, kImEnd};
  text.render = [](const TurnRequest& request, bool think, bool generation_prompt) {
    constexpr std::string_view kRoles[] = {"system", "user", "assistant"};
    std::string prompt;
    for (const PromptMessage& message : request.messages) {
      const bool reply = message.speaker == Speaker::kAssistant;
      prompt += fmt::format("<|im_start|>{}\n{}{}<|im_end|>\n",
                            kRoles[static_cast<size_t>(message.speaker)],
                            reply ? "<think></think>" : "", message.text);
    }
    if (generation_prompt) {
      prompt += "<|im_start|>assistant\n<think>";
      prompt += think ? "\n" : "</think>";
    }
    return Result<std::string>(prompt);
  };
  return text;
}

class ScriptedGenerator : public Generator {
 public:
  // What comes after `tokens`, of which the first `prompt_length` are the prompt.
  using Next = std::function<TokenId(std::span<const TokenId> tokens, size_t prompt_length)>;

  ScriptedGenerator(size_t vocab_size, Next next) : logits_(vocab_size), next_(std::move(next)) {}

  // Says `reply`, then ends its turn, whatever the prompt.
  ScriptedGenerator(size_t vocab_size, std::vector<TokenId> reply)
      : ScriptedGenerator(vocab_size, [reply = std::move(reply)](auto tokens, size_t length) {
          const size_t said = tokens.size() - length;
          return said < reply.size() ? reply[said] : kImEnd;
        }) {}

  Status Sync(std::span<const TokenId> prefix, const Progress& progress,
              std::stop_token stop) override {
    if (prefix.size() > context_size) return Fail(ErrorCode::kLimit, "", "context too small");
    const auto differs =
        static_cast<size_t>(std::ranges::mismatch(tokens_, prefix).in1 - tokens_.begin());
    if (differs < tokens_.size()) {
      std::erase_if(checkpoints, [&](size_t position) { return position > differs; });
      tokens_.resize(checkpoints.empty() ? 0 : checkpoints.back());
    }
    progress(tokens_.size(), prefix.size());
    reused.push_back(tokens_.size());
    while (tokens_.size() < prefix.size()) {
      if (on_step) on_step(tokens_.size());
      if (stop.stop_requested()) return Fail(ErrorCode::kCancelled, "", "stopped");
      const size_t size = std::min(chunk, prefix.size() - tokens_.size());
      const auto begin = prefix.begin() + static_cast<ptrdiff_t>(tokens_.size());
      tokens_.insert(tokens_.end(), begin, begin + static_cast<ptrdiff_t>(size));
      progress(tokens_.size(), prefix.size());
    }
    prompt_length_ = prefix.size();
    Predict();
    return {};
  }

  Status Step(TokenId token, std::stop_token stop) override {
    if (on_step) on_step(tokens_.size());
    if (stop.stop_requested()) return Fail(ErrorCode::kCancelled, "", "stopped");
    CHECK(tokens_.size() < context_size);
    tokens_.push_back(token);
    Predict();
    return {};
  }

  void Checkpoint() override { checkpoints.push_back(tokens_.size()); }
  std::span<const float> logits() const override { return logits_; }
  std::span<const TokenId> tokens() const override { return tokens_; }
  size_t context() const override { return context_size; }
  Memory memory() const override { return {.kv_bytes = tokens_.size()}; }
  void Clear() noexcept override {
    tokens_.clear();
    checkpoints.clear();
  }

  size_t context_size = 1000;
  size_t chunk = 8;
  size_t breaks_at = SIZE_MAX;                   // tokens, from which on every logit is NaN
  std::vector<size_t> checkpoints;               // positions
  std::vector<size_t> reused;                    // tokens, of every Sync
  std::function<void(size_t position)> on_step;  // before every step and chunk

 private:
  void Predict() {
    if (tokens_.size() >= breaks_at) {
      std::ranges::fill(logits_, std::numeric_limits<float>::quiet_NaN());
      return;
    }
    std::ranges::fill(logits_, 0.0f);
    logits_[static_cast<size_t>(next_(tokens_, prompt_length_))] = 50;
  }

  std::vector<float> logits_;
  Next next_;
  std::vector<TokenId> tokens_;
  size_t prompt_length_ = 0;
};

}  // namespace ponder::testing
