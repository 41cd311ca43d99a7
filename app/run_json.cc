// `ponder run --json` and `--stream-json`.
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "app/run_writer.h"

namespace ponder {
namespace {

using nlohmann::ordered_json;

constexpr int kEventVersion = 1;  // grows when an event changes its meaning

std::string_view KindName(SpanKind kind) {
  switch (kind) {
    case SpanKind::kThink:
      return "thinking";
    case SpanKind::kTool:
      return "tool_call";
    default:
      return "answer";
  }
}

class JsonWriter : public RunWriter {
 public:
  JsonWriter(std::FILE* out, bool stream) : out_(out), stream_(stream) {}

  void Ready(const ModelReady& ready) override {
    model_ = ready.name;
    Stream("model", {{"model", ready.name}, {"format", ready.format}});
  }
  void Read(const PrefillProgress& progress) override {
    Stream("prefill",
           {{"done", progress.done}, {"total", progress.total}, {"reused", progress.reused}});
  }
  void Said(const SpanEvent& event) override {
    if (event.kind == SpanKind::kThink) thinking_ += event.text;
    answer_ += answer_text_.Next(event);
    if (event.text.empty()) return;
    Stream("text", {{"kind", KindName(event.kind)}, {"text", event.text}});
  }
  void Ended(const TurnReport& report) override {
    if (stream_) return Stream("end", Summary(report));
    Write(Summary(report));
  }
  void Failed(const Error& error) override {
    Stream("error", {{"exit_code", ExitCode(error.code)}, {"message", Describe(error)}});
  }

 private:
  void Write(const ordered_json& object) {
    // Names of folders need not be UTF-8. On a terminal nothing beyond ASCII may act.
    const std::string line =
        object.dump(-1, ' ', isatty(fileno(out_)) == 1, ordered_json::error_handler_t::replace) +
        "\n";
    std::fwrite(line.data(), 1, line.size(), out_);
    std::fflush(out_);
  }
  void Stream(std::string_view type, const ordered_json& fields) {
    if (!stream_) return;
    ordered_json event = {{"v", kEventVersion}, {"type", type}};
    event.update(fields);
    Write(event);
  }

  ordered_json Summary(const TurnReport& report) const {
    return {{"answer", answer_},
            {"thinking", thinking_},
            {"stop", Name(report.stop)},
            {"usage",
             {{"prompt_tokens", report.prompt_tokens},
              {"reused_tokens", report.reused_tokens},
              {"completion_tokens", report.completion_tokens},
              {"thinking_tokens", report.thinking_tokens}}},
            {"timing",
             {{"prefill_s", report.prefill_seconds},
              {"decode_s", report.decode_seconds},
              {"prefill_tokens_per_s", report.prefill_tokens_per_s()},
              {"decode_tokens_per_s", report.decode_tokens_per_s()}}},
            {"model", model_},
            {"seed", report.seed}};
  }

  std::FILE* const out_;
  const bool stream_;
  std::string model_, answer_, thinking_;
  AnswerText answer_text_;
};

}  // namespace

std::unique_ptr<RunWriter> MakeJsonWriter(std::FILE* out, bool stream) {
  return std::make_unique<JsonWriter>(out, stream);
}

}  // namespace ponder
