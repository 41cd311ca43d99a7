#include "app/run_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/captured_file.h"
#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

using testing::CapturedFile;

const std::vector<SpanEvent> kThoughtAndAnswer = {
    {.kind = SpanKind::kThink, .text = "hm", .num_tokens = 1, .begins = true},
    {.kind = SpanKind::kThink, .text = " yes", .num_tokens = 1},
    {.kind = SpanKind::kThink, .num_tokens = 1, .closes = true},
    {.kind = SpanKind::kText, .text = "Fo", .num_tokens = 1, .begins = true},
    {.kind = SpanKind::kText, .text = "ur.", .num_tokens = 1},
    {.kind = SpanKind::kText, .closes = true}};
const TurnReport kReport{.stop = StopReason::kEnd,
                         .prompt_tokens = 10,
                         .reused_tokens = 4,
                         .completion_tokens = 5,
                         .thinking_tokens = 3,
                         .prefill_seconds = 2,
                         .decode_seconds = 1,
                         .seed = 42};

struct Written {
  std::string out, err;
};

Written Write(const RunArgs& run, const std::vector<SpanEvent>& events, bool terminal = false) {
  CapturedFile out, err;
  {
    const auto writers = MakeRunWriters(run, {out.file(), err.file(), terminal, terminal});
    EXPECT_TRUE(writers);
    for (const auto& writer : *writers) {
      writer->Ready({.name = "nano", .format = "BF16"});
      writer->Read({.reused = 4, .done = 10, .total = 10, .tokens_per_s = 3});
      for (const SpanEvent& event : events) writer->Said(event);
      writer->Ended(kReport);
    }
  }
  return {out.text(), err.text()};
}

TEST(RunWriter, StdoutHasTheAnswerOnly) {
  const Written written = Write({}, kThoughtAndAnswer);
  EXPECT_EQ(written.out, "Four.\n");
  EXPECT_EQ(written.err, "");
  EXPECT_EQ(Write({}, {}).out, "");
}

TEST(RunWriter, TheThoughtGoesWhereItWasAsked) {
  EXPECT_EQ(Write({.think = "show"}, kThoughtAndAnswer).out,
            "<think>\nhm yes\n</think>\n\nFour.\n");
  const Written on_stderr = Write({.think = "stderr"}, kThoughtAndAnswer);
  EXPECT_EQ(on_stderr.out, "Four.\n");
  EXPECT_EQ(on_stderr.err, "hm yes\n");
  const testing::TempFolder folder;
  const std::string path = folder.path() + "/thoughts";
  EXPECT_EQ(Write({.think = path}, kThoughtAndAnswer).out, "Four.\n");
  std::ifstream file(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "hm yes\n");
  EXPECT_FALSE(MakeRunWriters({.think = folder.path()}, {stdout, stderr}));
}

TEST(RunWriter, ToolCallsKeepTheirMarks) {
  EXPECT_EQ(Write({}, {{.kind = SpanKind::kText, .text = "Let me see.", .begins = true},
                       {.kind = SpanKind::kText, .closes = true},
                       {.kind = SpanKind::kTool, .text = "f()", .begins = true},
                       {.kind = SpanKind::kTool, .closes = true}})
                .out,
            "Let me see.\n\n<tool_call>\nf()\n</tool_call>\n");
}

TEST(RunWriter, ATerminalGetsNoControlCharacters) {
  const std::vector<SpanEvent> events = {
      {.kind = SpanKind::kText, .text = "a\x1B[31mb\tc\nd\xC2\x9B", .begins = true}};
  EXPECT_EQ(Write({}, events, true).out, "a\xEF\xBF\xBD[31mb\tc\nd\xEF\xBF\xBD\n");
  EXPECT_EQ(Write({}, events, false).out, "a\x1B[31mb\tc\nd\xC2\x9B\n");
}

TEST(RunWriter, OneJsonObject) {
  const std::string out = Write({.output = RunOutput::kJson}, kThoughtAndAnswer).out;
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
  const auto object = nlohmann::json::parse(out);
  EXPECT_EQ(object["answer"], "Four.");
  EXPECT_EQ(object["thinking"], "hm yes");
  EXPECT_EQ(object["stop"], "end");
  EXPECT_EQ(object["usage"]["prompt_tokens"], 10);
  EXPECT_EQ(object["usage"]["reused_tokens"], 4);
  EXPECT_EQ(object["usage"]["completion_tokens"], 5);
  EXPECT_EQ(object["usage"]["thinking_tokens"], 3);
  EXPECT_EQ(object["timing"]["prefill_tokens_per_s"], 3);
  EXPECT_EQ(object["model"], "nano");
  EXPECT_EQ(object["seed"], 42);
}

TEST(RunWriter, AStreamOfJsonObjects) {
  const std::string out = Write({.output = RunOutput::kStreamJson}, kThoughtAndAnswer).out;
  std::vector<nlohmann::json> events;
  for (size_t begin = 0; begin < out.size();) {
    const size_t end = out.find('\n', begin);
    events.push_back(nlohmann::json::parse(out.substr(begin, end - begin)));
    EXPECT_EQ(events.back()["v"], 1);
    begin = end + 1;
  }
  ASSERT_EQ(events.size(), 7);
  EXPECT_EQ(events[0]["type"], "model");
  EXPECT_EQ(events[1]["type"], "prefill");
  EXPECT_EQ(events[1]["total"], 10);
  EXPECT_EQ(events[2]["kind"], "thinking");
  EXPECT_EQ(events[4]["kind"], "answer");
  EXPECT_EQ(events[4]["text"], "Fo");
  EXPECT_EQ(events[6]["type"], "end");
  EXPECT_EQ(events[6]["answer"], "Four.");
}

TEST(RunWriter, ProgressShowsLongWaitsAndGoesAway) {
  CapturedFile err;
  SteadyTime now{};
  const auto writer = MakeProgressWriter(err.file(), [&] { return now; });
  writer->Loading({1, 10});
  EXPECT_EQ(err.text(), "");
  now += std::chrono::seconds(2);
  writer->Loading({2, 10});
  EXPECT_EQ(err.text(), "\rloading 20 %, 8 s left \x1B[K");
  writer->Ready({});
  EXPECT_TRUE(err.text().ends_with("\r\x1B[K"));
  // Reading has a wait of its own.
  const std::string before = err.text();
  writer->Read({.reused = 4, .done = 6, .total = 10, .tokens_per_s = 0});
  writer->Said({});
  EXPECT_EQ(err.text(), before);
}

}  // namespace
}  // namespace ponder
