#include "app/logits_command.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/io/atomic_write.h"
#include "core/io/safetensors_writer.h"

namespace ponder {
namespace {

Result<std::vector<TokenId>> ReadIds(const std::string& path) {
  const Blob blob = TRY(MapFile(path));
  const auto* text = reinterpret_cast<const char*>(blob.bytes.data());
  const auto parsed =
      nlohmann::json::parse(text, text + blob.bytes.size(), nullptr, /*allow_exceptions=*/false);
  std::vector<TokenId> ids;
  if (parsed.is_array()) {
    for (const auto& id : parsed) {
      if (!id.is_number_integer() || id.get<int64_t>() != id.get<TokenId>()) break;
      ids.push_back(id.get<TokenId>());
    }
  }
  if (!parsed.is_array() || ids.size() != parsed.size() || ids.empty()) {
    return Fail(ErrorCode::kUsage, path, "expected a JSON array of token ids, at least one");
  }
  return ids;
}

Result<std::vector<TokenId>> GenerateGreedily(Timeline& timeline, size_t count) {
  std::vector<TokenId> ids;
  while (ids.size() < count) {
    const auto logits = timeline.logits();
    ids.push_back(static_cast<TokenId>(std::ranges::max_element(logits) - logits.begin()));
    TRY(timeline.Step(ids.back()));
  }
  return ids;
}

}  // namespace

Status RunLogitsCommand(const Folder& folder, const LoadOptions& load,
                        const LogitsOptions& options) {
  const std::vector<TokenId> ids = TRY(ReadIds(options.ids_path));
  const auto files = TRY(LoadModelFiles(folder, load));
  Timeline timeline(files, options.timeline);
  const std::vector<float> logits =
      TRY(timeline.Evaluate(ids, options.last ? options.last : ids.size()));
  const std::vector<TokenId> greedy = TRY(GenerateGreedily(timeline, options.greedy));

  const uint64_t vocab_size = files->model.config.vocab_size;
  std::vector<TensorView> tensors = {{"logits",
                                      DType::kF32,
                                      {logits.size() / vocab_size, vocab_size},
                                      std::as_bytes(std::span(logits))}};
  if (options.greedy) {
    tensors.push_back({"greedy", DType::kI32, {greedy.size()}, std::as_bytes(std::span(greedy))});
  }
  return WriteFileAtomically(options.output_path, SerializeSafetensors(tensors));
}

}  // namespace ponder
