#include "app/run_writer.h"

#include <cerrno>
#include <cstring>

#include "core/base/utf8.h"

namespace ponder {
namespace {

class TextSink {
 public:
  TextSink(std::FILE* file, bool terminal) : file_(file), terminal_(terminal) {}

  void Write(std::string_view text) {
    if (text.empty()) return;
    const std::string safe = terminal_ ? WithoutControls(text) : std::string(text);
    std::fwrite(safe.data(), 1, safe.size(), file_);
    std::fflush(file_);
    ends_line_ = safe.back() == '\n';
  }
  void EndLine() {
    if (!ends_line_) Write("\n");
  }

 private:
  std::FILE* file_;
  bool terminal_;
  bool ends_line_ = true;
};

// stdout. `show_thought`: in its marks, before the answer.
class AnswerWriter : public RunWriter {
 public:
  AnswerWriter(TextSink sink, bool show_thought) : sink_(sink), show_thought_(show_thought) {}

  void Said(const SpanEvent& event) override {
    if (event.kind != SpanKind::kThink) return sink_.Write(answer_.Next(event));
    if (!show_thought_) return;
    if (event.begins) sink_.Write("<think>\n");
    sink_.Write(event.text);
    if (event.closes) sink_.Write("\n</think>\n\n");
  }
  void Ended(const TurnReport&) override { sink_.EndLine(); }
  void Failed(const Error&) override { sink_.EndLine(); }

 private:
  TextSink sink_;
  const bool show_thought_;
  AnswerText answer_;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OwnedFile = std::unique_ptr<std::FILE, CloseFile>;

// The thoughts alone, on stderr or in a file.
class ThoughtWriter : public RunWriter {
 public:
  explicit ThoughtWriter(TextSink sink) : sink_(sink) {}
  ThoughtWriter(OwnedFile file, std::string path)
      : sink_(file.get(), false), file_(std::move(file)), path_(std::move(path)) {}

  void Said(const SpanEvent& event) override {
    if (event.kind != SpanKind::kThink) return;
    sink_.Write(event.text);
    if (event.closes) sink_.EndLine();
  }
  Status Written() const override {
    if (!file_ || !std::ferror(file_.get())) return {};
    return Fail(ErrorCode::kRuntime, path_, "could not be written; is the disk full?");
  }

 private:
  TextSink sink_;
  const OwnedFile file_;
  const std::string path_;  // of that file
};

}  // namespace

std::string WithoutControls(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const Decoded decoded = DecodeUtf8(text);
    const char32_t c = decoded.code_point;
    AppendUtf8(IsControl(c) && c != '\n' && c != '\t' ? kReplacementCharacter : c, safe);
    text.remove_prefix(decoded.num_bytes);
  }
  return safe;
}

std::string AnswerText::Next(const SpanEvent& event) {
  if (event.kind == SpanKind::kThink) return "";
  const bool tool = event.kind == SpanKind::kTool;
  std::string text;
  if (event.begins && !empty_) text += "\n\n";
  if (event.begins && tool) text += "<tool_call>\n";
  text += event.text;
  if (event.closes && tool) text += "\n</tool_call>";
  empty_ = empty_ && text.empty();
  return text;
}

Result<RunWriters> MakeRunWriters(const RunArgs& run, const RunStreams& streams) {
  RunWriters writers;
  // First: its line is gone before others write.
  if (streams.shows_progress) {
    writers.push_back(MakeProgressWriter(streams.err, std::chrono::steady_clock::now));
  }
  const TextSink out(streams.out, streams.out_is_terminal);
  if (run.output == RunOutput::kText) {
    writers.push_back(std::make_unique<AnswerWriter>(out, run.think == "show"));
  } else {
    writers.push_back(MakeJsonWriter(streams.out, run.output == RunOutput::kStreamJson));
  }
  if (run.think == "stderr") {
    const TextSink err(streams.err, streams.err_is_terminal);
    writers.push_back(std::make_unique<ThoughtWriter>(err));
  } else if (run.think != "show" && run.think != "hide") {
    OwnedFile file(std::fopen(run.think.c_str(), "we"));
    if (!file) return Fail(ErrorCode::kRuntime, run.think, "{}", std::strerror(errno));
    writers.push_back(std::make_unique<ThoughtWriter>(std::move(file), run.think));
  }
  return writers;
}

}  // namespace ponder
