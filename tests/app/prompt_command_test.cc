#include "app/prompt_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/golden.h"
#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

using nlohmann::ordered_json;
using ::testing::HasSubstr;

std::string ErrorOf(const Result<std::string>& text) {
  return text ? "no error, but " + *text : Describe(text.error());
}

// With a template of this text and no model.
Result<std::string> Render(const std::string& source, const std::string& request,
                           const std::string& now = "") {
  const testing::TempFolder folder;
  const std::string file = folder.Write("t.jinja", source);
  return RenderPrompt(nullptr, {.template_file = file, .now = now}, request);
}

TEST(PromptCommand, AsUpstreamWithATemplateFile) {
  const ordered_json golden =
      ordered_json::parse(testing::ReadGoldenText("chat/nemotron3-nano.golden.json"));
  const PromptArgs args{.template_file = testing::GoldenPath("chat/nemotron3-nano.jinja"),
                        .now = golden["now"]};
  for (const ordered_json& row : golden["cases"]) {
    if (!row.contains("expected")) continue;
    ordered_json request = {{"messages", row["messages"]},
                            {"add_generation_prompt", row["add_generation_prompt"]}};
    if (!row["tools"].is_null()) request["tools"] = row["tools"];
    for (const char* name : {"bos_token", "eos_token", "unk_token", "pad_token"}) {
      if (golden.contains(name)) request[name] = golden[name];
    }
    request.update(row["kwargs"]);
    const auto text = RenderPrompt(nullptr, args, request.dump());
    EXPECT_EQ(text ? *text : ErrorOf(text), row["expected"].get<std::string>()) << row["name"];
  }
}

TEST(PromptCommand, TheModelGivesTemplateAndSpecialTokens) {
  const auto model = OpenFolder(testing::GoldenPath("base/pico")).value();
  const auto text = RenderPrompt(model.get(), {}, R"({"messages": [
      {"role": "user", "content": "hi"}], "add_generation_prompt": true})");
  EXPECT_THAT(text.value_or("failed"), HasSubstr("<|im_start|>user\nhi<|im_end|>\n"));

  const testing::TempFolder folder;
  const PromptArgs tokens{.template_file = folder.Write("t", "{{ bos_token }}{{ eos_token }}")};
  EXPECT_EQ(RenderPrompt(model.get(), tokens, R"({"bos_token": "mine"})").value(),
            "mine<|im_end|>");
}

TEST(PromptCommand, NothingIsAdded) {
  EXPECT_EQ(Render("a\n", "{}").value(), "a");
  EXPECT_EQ(Render("a\n\n", "{}").value(), "a\n");
  EXPECT_EQ(Render("{{ x }}", R"({"x": "\u001b[1m"})").value(), "\x1b[1m");
  EXPECT_EQ(Render("{{ x }}", "{\"x\": \"\xFF\"}").value(), "\uFFFD");
}

TEST(PromptCommand, TheClockCanBeFrozen) {
  const std::string source = "{{ strftime_now('%A %d %B %Y, %j, %H:%M:%S%Z%z') }}";
  EXPECT_EQ(Render(source, "{}", "2026-03-14 09:26:53").value(),
            "Saturday 14 March 2026, 073, 09:26:53");
  for (const char* wrong : {"2026-03-14", "2026-02-30 00:00:00", "2026-03-14 09:26:53 ", "now",
                            "2026-13-01 00:00:00", "2026-03-14 24:00:00"}) {
    EXPECT_THAT(ErrorOf(Render(source, "{}", wrong)), HasSubstr("--now: want \"YYYY-MM-DD"));
  }
  EXPECT_EQ(Render("{{ strftime_now('%Y')|length }}", "{}").value(), "4");
}

TEST(PromptCommand, SaysWhatIsWrong) {
  for (const char* request : {"", "[]", "{", "\"x\""}) {
    EXPECT_THAT(ErrorOf(Render("x", request)), HasSubstr("stdin: want a JSON object"));
  }
  EXPECT_THAT(ErrorOf(Render("\n{{ raise_exception('not you') }}", "{}")),
              HasSubstr("t.jinja: line 2: not you"));
  EXPECT_THAT(ErrorOf(Render("{% if %}", "{}")), HasSubstr("t.jinja: line 1: expected"));
  EXPECT_THAT(ErrorOf(Render("{{ messages[0] }}", "{}")), HasSubstr("'messages' is undefined"));
  EXPECT_THAT(ErrorOf(RenderPrompt(nullptr, {.template_file = "/nowhere"}, "{}")),
              HasSubstr("/nowhere: No such file"));
}

}  // namespace
}  // namespace ponder
