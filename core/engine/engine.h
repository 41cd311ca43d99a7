// Engine: everything about an open model that does not change: weights, tokenizer, chat template,
// generation defaults. Immutable after LoadEngine and shared; conversations are Timelines.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "core/engine/generation_config.h"
#include "core/engine/model_files.h"
#include "core/text/chat_template.h"
#include "core/text/tokenizer.h"

namespace ponder {

struct Engine {
  std::string name;  // how people call it: the folder's name, or "built-in"
  std::shared_ptr<const ModelFiles> files;
  Tokenizer tokenizer;
  ChatTemplate chat_template;
  nlohmann::ordered_json special_tokens;  // bos_token, eos_token, ...: variables of the template
  GenerationConfig generation;            // has at least one end token
};

// Errors: kModel, kMemory, kCancelled. Text files are read before weights: what is wrong with them
// should not be said after a minute of loading.
Result<std::shared_ptr<const Engine>> LoadEngine(std::string name, const Folder& folder,
                                                 const LoadOptions& options,
                                                 const LoadProgressFn& progress = {},
                                                 std::stop_token stop = {});

// Adds the tokenizer's eos_token and <|im_end|>, with which Nemotron-3 ends a turn, to what the
// configuration files name: without generation_config.json many name only </s>.
// Errors: kModel if there is no end token at all, since a reply would never end.
Status AddEndToken(const Folder& folder, const Tokenizer& tokenizer,
                   const nlohmann::ordered_json& special_tokens, GenerationConfig& generation);

}  // namespace ponder
