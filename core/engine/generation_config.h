// generation_config.json: how a model wants to be sampled, and which tokens end its turn.
#pragma once

#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/base/token.h"
#include "core/io/folder.h"

namespace ponder {

// What the file says; nothing where it says nothing.
struct GenerationConfig {
  std::vector<TokenId> eos_token_ids;
  std::optional<bool> do_sample;
  std::optional<float> temperature;
  std::optional<float> top_p;
  std::optional<int> top_k;
  std::optional<float> min_p;
  std::optional<float> repetition_penalty;
  std::optional<float> pace;  // ponder's own: {"ponder": {"pace": 40}}, tokens/s in the chat screen
};

// eos_token_id comes from generation_config.json, else from config.json. A missing
// generation_config.json is no error. Errors: kModel for damaged JSON, or ids outside the
// vocabulary.
Result<GenerationConfig> LoadGenerationConfig(const Folder& folder, size_t vocab_size);

}  // namespace ponder
