#include "core/engine/engine.h"

#include <algorithm>

#include "core/text/model_files.h"

namespace ponder {
namespace {

// A token the model has no embedding for would be an index out of range.
Status CheckVocabulary(const Tokenizer& tokenizer, size_t vocab_size, const Folder& folder) {
  if (tokenizer.size() <= vocab_size) return {};
  return Fail(
      ErrorCode::kModel, folder.Where("tokenizer.json"),
      "has token {}, but config.json says vocab_size {}; the two belong to different models",
      tokenizer.size() - 1, vocab_size);
}

}  // namespace

Status AddEndToken(const Folder& folder, const Tokenizer& tokenizer,
                   const nlohmann::ordered_json& special_tokens, GenerationConfig& generation) {
  std::vector<TokenId>& ids = generation.eos_token_ids;
  const auto add = [&](std::string_view text) {
    const auto id = tokenizer.Find(text);
    if (id && std::ranges::find(ids, *id) == ids.end()) ids.push_back(*id);
  };
  const auto eos = special_tokens.find("eos_token");
  if (eos != special_tokens.end() && eos->is_string()) add(eos->get<std::string>());
  add("<|im_end|>");
  if (!ids.empty()) return {};
  return Fail(ErrorCode::kModel, folder.Where("generation_config.json"),
              "no end token; expected eos_token_id here or in config.json, eos_token in "
              "tokenizer_config.json, or <|im_end|> in tokenizer.json");
}

Result<std::shared_ptr<const Engine>> LoadEngine(std::string name, const Folder& folder,
                                                 const LoadOptions& options,
                                                 const LoadProgressFn& progress,
                                                 std::stop_token stop) {
  const size_t vocab_size = TRY(LoadModelConfig(folder)).vocab_size;
  auto tokenizer = TRY(LoadTokenizer(folder));
  auto chat_template = TRY(LoadChatTemplate(folder));
  auto special_tokens = TRY(LoadSpecialTokens(folder));
  auto generation = TRY(LoadGenerationConfig(folder, vocab_size));
  auto engine = std::make_shared<Engine>(Engine{
      .name = std::move(name),
      .files = nullptr,
      .tokenizer = std::move(tokenizer),
      .chat_template = std::move(chat_template),
      .special_tokens = std::move(special_tokens),
      .generation = std::move(generation),
  });
  TRY(CheckVocabulary(engine->tokenizer, vocab_size, folder));
  TRY(AddEndToken(folder, engine->tokenizer, engine->special_tokens, engine->generation));
  engine->files = TRY(LoadModelFiles(folder, options, progress, std::move(stop)));
  return engine;
}

}  // namespace ponder
