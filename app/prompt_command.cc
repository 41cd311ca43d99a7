#include "app/prompt_command.h"

#include <nlohmann/json.hpp>

#include "app/prompt_input.h"
#include "core/base/check.h"
#include "core/base/utf8.h"
#include "core/text/model_files.h"

namespace ponder {
namespace {

using nlohmann::ordered_json;

constexpr int kNoStdin = -1;  // it holds the request

std::tm LocalTime() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return local;
}

Result<ChatTemplate> LoadTemplate(const Folder* model, const std::string& file) {
  if (!file.empty()) return ChatTemplate::Parse(TRY(ReadAll(file, kNoStdin)), file);
  CHECK(model != nullptr);
  return LoadChatTemplate(*model);
}

}  // namespace

Result<std::tm> ParseNow(const std::string& text) {
  if (text.empty()) return LocalTime();
  std::tm time{};
  const char* end = strptime(text.c_str(), "%Y-%m-%d %H:%M:%S", &time);
  std::tm counted = time;
  timegm(&counted);  // moves February 30 into March
  if (end == nullptr || *end != '\0' || counted.tm_mday != time.tm_mday) {
    return Fail(ErrorCode::kUsage, "--now", "want \"YYYY-MM-DD HH:MM:SS\", got \"{}\"", text);
  }
  return counted;
}

Result<std::string> RenderPrompt(const Folder* model, const PromptArgs& args,
                                 const std::string& request) {
  const std::tm now = TRY(ParseNow(args.now));
  const ChatTemplate chat = TRY(LoadTemplate(model, args.template_file));
  const auto given =
      ordered_json::parse(ReplaceInvalidUtf8(request), nullptr, /*allow_exceptions=*/false);
  if (!given.is_object()) {
    return Fail(ErrorCode::kUsage, "stdin",
                "want a JSON object: {{\"messages\": [{{\"role\": ..., \"content\": ...}}], ...}}");
  }
  ordered_json variables = model ? TRY(LoadSpecialTokens(*model)) : ordered_json::object();
  variables.update(given);
  return chat.Render(variables, now);
}

}  // namespace ponder
