#include "app/models_command.h"

#include <filesystem>
#include <vector>

#include "app/model_report.h"
#include "app/model_source.h"
#include "core/base/byte_text.h"
#include "core/base/utf8.h"
#include "core/engine/engine.h"
#include "core/engine/model_files.h"
#include "core/io/atomic_write.h"
#include "core/session/defaults.h"
#include "core/session/model_text.h"
#include "core/text/model_files.h"

namespace ponder {
namespace {

namespace fs = std::filesystem;

void PrintListLine(const ModelSource& source, std::FILE* out) {
  const auto model = OutlineModel(source.name, *source.folder);
  const std::string text =
      model
          ? fmt::format("{:>9}  {}", FormatBytes(static_cast<double>(model->tensors.data_bytes())),
                        DescribeLayers(model->config))
          : "cannot be opened: " + Describe(model.error());
  fmt::print(out, "{:32} {}\n", VisibleLine(source.name), text);
}

Status List(const Paths& paths, std::FILE* out) {
  PrintListLine(TRY(FindModel("", paths)), out);
  for (const std::string& name : InstalledModels(paths)) {
    const auto source = FindModel(paths.models_folder() + "/" + name, paths);
    if (source) PrintListLine(*source, out);
  }
  fmt::print(out, "\nmodels folder: {}\n", VisibleLine(paths.models_folder()));
  return {};
}

// The settings that differ from ponder's own.
std::string DescribeDefaults(const Settings& settings) {
  std::string text;
  for (const SettingRow& row : SettingRows()) {
    const std::string value = FormatSetting(row, settings);
    if (row.name != "temp" && value == FormatSetting(row, Settings{})) continue;
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {}", row.name, value);
  }
  return text;
}

// "thinking can be switched, tools, ends with </s> <|im_end|>"
Result<std::string> DescribeChat(const Folder& folder, GenerationConfig generation) {
  const Tokenizer tokenizer = TRY(LoadTokenizer(folder));
  const ChatTemplate chat_template = TRY(LoadChatTemplate(folder));
  TRY(AddEndToken(folder, tokenizer, TRY(LoadSpecialTokens(folder)), generation));
  const bool has_markers = FindSpanMarkers(tokenizer).think_open != SpanMarkers::kNoToken;
  std::string text = !has_markers                                ? "no thoughts"
                     : chat_template.Mentions("enable_thinking") ? "thinking can be switched"
                                                                 : "thinks as it likes";
  if (chat_template.Mentions("tools")) text += ", knows tools";
  text += ", ends with";
  for (const TokenId token : generation.eos_token_ids) {
    text += fmt::format(" {}", VisibleLine(tokenizer.Piece(token)));
  }
  return text;
}

std::vector<size_t> InterestingContexts(const ModelConfig& config, size_t asked) {
  if (asked) return {asked};
  std::vector<size_t> contexts = {4096, DefaultContext(config)};
  if (config.max_position_embeddings > contexts.back()) {
    contexts.push_back(config.max_position_embeddings);
  }
  if (contexts[1] <= contexts[0]) contexts.erase(contexts.begin());
  return contexts;
}

Status Info(const ModelSource& source, size_t context, std::FILE* out) {
  const ModelOutline model = TRY(OutlineModel(source.name, *source.folder));
  const ModelConfig& config = model.config;
  const GenerationConfig generation = TRY(LoadGenerationConfig(*source.folder, config.vocab_size));
  double parameters = 0;
  double used_bytes = 0;
  for (const ModuleInfo& module : model.weights.inventory) {
    parameters += static_cast<double>(module.num_parameters());
    used_bytes += static_cast<double>(module.bytes);
  }
  fmt::print(out, "{}\n\n", VisibleLine(model.name));
  fmt::print(out, "architecture  nemotron_h, {} layers: {}\n", config.layers.size(),
             DescribeLayers(config));
  fmt::print(out, "sizes         hidden {}, vocabulary {}, trained for {} tokens of context\n",
             config.hidden_size, config.vocab_size, config.max_position_embeddings);
  if (config.n_routed_experts) {
    fmt::print(out, "experts       {}, {} for each token\n", config.n_routed_experts,
               config.num_experts_per_tok);
  }
  const auto bytes = static_cast<double>(model.tensors.data_bytes());
  const size_t files = model.tensors.files().size();
  fmt::print(out, "weights       {} in {} file{}, {:.2f} bits a parameter\n\n", FormatBytes(bytes),
             files, files == 1 ? "" : "s", 8 * used_bytes / parameters);
  fmt::print(out, "{}\n", DescribeWeights(model.weights.inventory));
  fmt::print(out, "memory needed\n{}\n",
             DescribeMemory(model, InterestingContexts(config, context), ReadMachineMemory()));
  fmt::print(out, "defaults      {}\n",
             DescribeDefaults(DefaultSettings(generation, model.weights.inventory)));
  const Result<std::string> chat = DescribeChat(*source.folder, generation);
  if (chat) {
    fmt::print(out, "chat          {}\n", *chat);
  } else {
    fmt::print(out, "warning       it cannot chat: {}\n", Describe(chat.error()));
  }
  if (config.num_nextn_predict_layers) {
    fmt::print(out, "not used yet  {} layers that predict further tokens (MTP)\n",
               config.num_nextn_predict_layers);
  }
  return {};
}

Status Fit(const ModelSource& source, size_t context, std::FILE* out) {
  const ModelOutline model = TRY(OutlineModel(source.name, *source.folder));
  const MachineMemory machine = ReadMachineMemory();
  fmt::print(out, "{}", DescribeMemory(model, InterestingContexts(model.config, context), machine));
  const size_t wanted = context ? context : DefaultContext(model.config);
  const size_t trained = model.config.max_position_embeddings;
  if (trained && wanted > trained) {
    fmt::print(out, "  it was trained for {} tokens; beyond them it may lose the thread\n",
               trained);
  }
  return CheckMemory(NeedAt(model, wanted), machine, source.name);
}

struct CopiedFile {
  fs::path path;
  Blob content;
};

// All of the files or none: who runs out of disk can try again.
Status WriteFiles(const std::vector<CopiedFile>& files) {
  for (size_t i = 0; i < files.size(); ++i) {
    const Bytes bytes = files[i].content.bytes;
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    Status status = WriteFileAtomically(files[i].path, text);
    if (status) continue;
    std::error_code ignored;
    for (size_t written = 0; written < i; ++written) fs::remove(files[written].path, ignored);
    return status;
  }
  return {};
}

Status Export(const Folder& source, const std::string& folder, std::FILE* out) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return Fail(ErrorCode::kRuntime, folder, "{}", error.message());
  std::vector<CopiedFile> files;
  for (const std::string& name : source.Names()) {
    CopiedFile file;
    file.path = fs::path(folder) / name;
    if (fs::exists(fs::symlink_status(file.path, error))) {
      return Fail(ErrorCode::kUsage, file.path,
                  "is there already; name an empty folder or a new one");
    }
    file.content = TRY(source.Open(name));
    files.push_back(std::move(file));
  }
  TRY(WriteFiles(files));
  for (const CopiedFile& file : files) fmt::print(out, "{}\n", VisibleLine(file.path.string()));
  return {};
}

}  // namespace

Status RunModelsCommand(const ModelsArgs& models, size_t context, const Paths& paths,
                        std::FILE* out) {
  if (models.action == "list") return List(paths, out);
  const ModelSource source = TRY(FindModel(models.model, paths));
  if (models.action == "info") return Info(source, context, out);
  if (models.action == "fit") return Fit(source, context, out);
  return Export(*source.folder, models.folder, out);
}

}  // namespace ponder
