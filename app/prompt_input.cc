#include "app/prompt_input.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/base/utf8.h"

namespace ponder {
namespace {

using nlohmann::json;

constexpr size_t kMaxBytes = size_t{64} << 20;

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Result<Speaker> ParseRole(const json& message, const std::string& where) {
  const auto role = message.find("role");
  if (role != message.end() && *role == "system") return Speaker::kSystem;
  if (role != message.end() && *role == "user") return Speaker::kUser;
  if (role != message.end() && *role == "assistant") return Speaker::kAssistant;
  return Fail(ErrorCode::kUsage, where, "want \"role\": \"system\", \"user\" or \"assistant\"");
}

Result<PromptMessage> ParseMessage(const json& message, const std::string& where) {
  if (!message.is_object()) {
    return Fail(ErrorCode::kUsage, where, "want an object with \"role\" and \"content\"");
  }
  PromptMessage parsed{.speaker = TRY(ParseRole(message, where))};
  const auto content = message.find("content");
  if (content == message.end() || !content->is_string()) {
    return Fail(ErrorCode::kUsage, where, "want \"content\" to be a string");
  }
  parsed.text = content->get<std::string>();
  const auto thought = message.find("reasoning_content");
  if (thought != message.end() && thought->is_string()) {
    parsed.thought = thought->get<std::string>();
  }
  return parsed;
}

Result<std::vector<PromptMessage>> ParseMessages(const std::string& text,
                                                 const std::string& where) {
  const json parsed = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_array()) {
    return Fail(ErrorCode::kUsage, where, "want a JSON array of {{\"role\", \"content\"}}");
  }
  std::vector<PromptMessage> messages;
  for (const json& message : parsed) {
    messages.push_back(
        TRY(ParseMessage(message, fmt::format("{}: message {}", where, messages.size() + 1))));
  }
  return messages;
}

// The user's words: prompt and file, in this order.
Result<std::string> ReadWords(const RunArgs& run, int stdin_fd) {
  const bool nothing_given = run.prompt.empty() && run.file.empty() && run.messages.empty();
  std::string words = nothing_given || run.prompt == "-" ? TRY(ReadAll("-", stdin_fd)) : run.prompt;
  if (!run.file.empty()) {
    if (!words.empty()) words += "\n\n";
    words += TRY(ReadAll(run.file, stdin_fd));
  }
  return words;
}

Status CheckStdinOnce(const RunArgs& run) {
  const int uses = (run.prompt == "-") + (run.file == "-") + (run.messages == "-");
  if (uses <= 1) return {};
  return Fail(ErrorCode::kUsage, "run", "stdin can be read once, - is given {} times", uses);
}

}  // namespace

Result<std::string> ReadAll(const std::string& path, int stdin_fd) {
  const bool from_stdin = path == "-";
  const std::string where = from_stdin ? "stdin" : path;
  const int fd = from_stdin ? stdin_fd : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Fail(ErrorCode::kRuntime, where, "{}", std::strerror(errno));
  std::string text;
  char buffer[1 << 16];
  ssize_t size = 0;
  while (text.size() <= kMaxBytes) {
    size = read(fd, buffer, sizeof(buffer));
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    text.append(buffer, static_cast<size_t>(size));
  }
  const int read_error = errno;
  if (!from_stdin) close(fd);
  if (size < 0) return Fail(ErrorCode::kRuntime, where, "{}", std::strerror(read_error));
  if (text.size() > kMaxBytes) {
    return Fail(ErrorCode::kRuntime, where, "more than {} MiB", kMaxBytes >> 20);
  }
  return text;
}

Result<TurnRequest> ReadPromptInput(const RunArgs& run, const std::string& system, int stdin_fd) {
  TRY(CheckStdinOnce(run));
  TurnRequest request;
  if (!run.messages.empty()) {
    request.messages = TRY(ParseMessages(TRY(ReadAll(run.messages, stdin_fd)), run.messages));
  }
  const std::string words = TRY(ReadWords(run, stdin_fd));
  if (!IsBlank(words)) request.messages.push_back({Speaker::kUser, words, ""});

  const bool has_system =
      !request.messages.empty() && request.messages[0].speaker == Speaker::kSystem;
  if (!system.empty() && has_system) {
    return Fail(ErrorCode::kUsage, "run", "--system, but {} has a system message", run.messages);
  }
  if (request.messages.empty()) {
    return Fail(ErrorCode::kUsage, "run",
                "no prompt; put it in quotes: ponder run \"What is 2+2?\"");
  }
  if (request.messages.back().speaker != Speaker::kUser) {
    return Fail(ErrorCode::kUsage, "run", "the last message must be the user's");
  }
  if (!system.empty()) {
    request.messages.insert(request.messages.begin(), {Speaker::kSystem, system, ""});
  }
  for (PromptMessage& message : request.messages) {
    message.text = ReplaceInvalidUtf8(message.text);
  }
  return request;
}

}  // namespace ponder
