#include "core/text/chat_template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "core/io/folder.h"
#include "core/text/model_files.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

using nlohmann::ordered_json;
using ::testing::HasSubstr;

Result<std::string> Render(const std::string& source, const ordered_json& variables) {
  const ChatTemplate parsed = TRY(ChatTemplate::Parse(source, "chat_template.jinja"));
  return parsed.Render(variables, std::tm{});
}

std::string ErrorOf(const std::string& source,
                    const ordered_json& variables = ordered_json::object()) {
  const auto text = Render(source, variables);
  return text ? "no error" : Describe(text.error());
}

ordered_json Messages(const char* messages) {
  return {{"messages", ordered_json::parse(messages)}};
}

TEST(ChatTemplate, EqualToTransformers) {
  const ordered_json golden =
      ordered_json::parse(testing::ReadGoldenText("chat/nemotron3-nano.golden.json"));
  const auto chat = ChatTemplate::Parse(
      testing::ReadGoldenText(golden["template"].get<std::string>()), "chat_template.jinja");
  ASSERT_TRUE(chat.has_value()) << chat.error().message;
  for (const ordered_json& row : golden["cases"]) {
    SCOPED_TRACE(row["name"].get<std::string>());
    ordered_json variables = {{"messages", row["messages"]},
                              {"tools", row["tools"]},
                              {"add_generation_prompt", row["add_generation_prompt"]}};
    for (const char* name : {"bos_token", "eos_token", "unk_token", "pad_token"}) {
      variables[name] = golden[name];
    }
    variables.update(row["kwargs"]);
    const auto text = chat->Render(variables, std::tm{});
    EXPECT_EQ(text.value_or("failed"), row.value("expected", std::string("failed")));
  }
}

TEST(ChatTemplate, KnowsWhatItReads) {
  const auto chat =
      ChatTemplate::Parse("{% if a %}{{ m.b }}{% endif %}{% set c = 'd' %}{{ 'e'|f }}", "t");
  ASSERT_TRUE(chat.has_value());
  EXPECT_TRUE(chat->Mentions("a"));
  EXPECT_TRUE(chat->Mentions("m"));
  for (const char* name : {"b", "c", "d", "e", "f"}) EXPECT_FALSE(chat->Mentions(name)) << name;
}

TEST(ChatTemplate, MissingVariablesAreAsInTransformers) {
  EXPECT_EQ(
      Render("{{ tools }}{{ documents }}{{ add_generation_prompt }}{{ bos_token is defined }}",
             ordered_json::object())
          .value(),
      "NoneNoneFalseFalse");
}

TEST(ChatTemplate, ReasoningIsFoundUnderEveryName) {
  const std::string source = "{% for m in messages %}{{ m|tojson }}\n{% endfor %}";
  EXPECT_EQ(Render(source, Messages(R"([{"role": "a", "reasoning": "x"},
                                        {"thinking": null, "reasoning_content": "y", "z": 1},
                                        {"reasoning_content": null, "thinking": "w"},
                                        {"role": "b"}])"))
                .value(),
            "{\"thinking\": \"x\", \"role\": \"a\", \"reasoning\": \"x\", \"reasoning_content\": "
            "\"x\"}\n"
            "{\"thinking\": null, \"reasoning_content\": \"y\", \"z\": 1}\n"
            "{\"thinking\": \"w\", \"reasoning_content\": \"w\"}\n"
            "{\"role\": \"b\"}\n");
}

TEST(ChatTemplate, ErrorsNameTheLine) {
  EXPECT_EQ(ErrorOf("\n\n{{ x.y }}"), "chat_template.jinja: line 3: 'x' is undefined");
  EXPECT_EQ(ErrorOf("a\n{% if %}"),
            "chat_template.jinja: line 2: expected an expression, found '%}'");
  EXPECT_EQ(ErrorOf("{% macro m() %}\n{{ raise_exception('no') }}{% endmacro %}\n\n{{ m() }}"),
            "chat_template.jinja: line 2: no");
  EXPECT_THAT(ErrorOf("x", ordered_json::array()), HasSubstr("want an object of variables"));
}

TEST(ChatTemplate, KeepsLargeIntegersExact) {
  EXPECT_EQ(Render("{{ a }} {{ b }} {{ a + 1 }}",
                   ordered_json::parse(R"({"a": 18446744073709551615, "b": -9223372036854775808})"))
                .value(),
            "18446744073709551615 -9223372036854775808 18446744073709551616");
  EXPECT_THAT(ErrorOf("{{ 10 ** 40 }}"), HasSubstr("too large"));
}

// Files in memory, as a checkpoint's folder.
class ModelFiles : public ::testing::Test {
 protected:
  std::unique_ptr<Folder> Files(std::map<std::string, std::string> files) {
    files_ = std::move(files);
    std::map<std::string, Bytes, std::less<>> bytes;
    for (const auto& [name, text] : files_) bytes[name] = std::as_bytes(std::span(text));
    return MemoryFolder("model", std::move(bytes));
  }
  std::string Rendered(std::map<std::string, std::string> files) {
    const auto folder = Files(std::move(files));
    const auto chat = LoadChatTemplate(*folder);
    if (!chat) return Describe(chat.error());
    return chat->Render(ordered_json::object(), std::tm{}).value();
  }

 private:
  std::map<std::string, std::string> files_;
};

TEST_F(ModelFiles, TheTemplateComesFromTheFirstPlaceThatHasOne) {
  const std::string in_config = R"({"chat_template": "config"})";
  EXPECT_EQ(Rendered({{"chat_template.jinja", "file"}, {"tokenizer_config.json", in_config}}),
            "file");
  EXPECT_EQ(Rendered({{"tokenizer_config.json", in_config}}), "config");
  EXPECT_EQ(Rendered({{"tokenizer_config.json", R"({"chat_template": [
      {"name": "tool_use", "template": "tools"}, {"name": "default", "template": "plain"}]})"}}),
            "plain");
}

TEST_F(ModelFiles, SaysWhereATemplateWasLookedFor) {
  EXPECT_THAT(Rendered({}), HasSubstr("model/chat_template.jinja: no chat template"));
  EXPECT_THAT(Rendered({{"tokenizer_config.json", "{}"}}),
              HasSubstr("model/chat_template.jinja: no chat template"));
  EXPECT_THAT(Rendered({{"chat_template.jinja", " \n"}}), HasSubstr("is empty"));
  EXPECT_THAT(Rendered({{"tokenizer_config.json", R"({"chat_template": ""})"}}),
              HasSubstr("model/tokenizer_config.json: the chat template is empty"));
  EXPECT_THAT(Rendered({{"tokenizer_config.json",
                         R"({"chat_template": [{"name": "default", "template": "\n"}]})"}}),
              HasSubstr("is empty"));
  EXPECT_THAT(Rendered({{"tokenizer_config.json", "["}}), HasSubstr("not valid JSON"));
  EXPECT_THAT(Rendered({{"tokenizer_config.json", R"({"chat_template": [7, 8]})"}}),
              HasSubstr("want an object"));
  EXPECT_THAT(Rendered({{"tokenizer_config.json", R"({"chat_template": [
      {"name": "a", "template": "x"}, {"name": "b", "template": "y"}]})"}}),
              HasSubstr("no template is called 'default'"));
}

TEST_F(ModelFiles, SpecialTokensAreTextsOrObjects) {
  const auto folder =
      Files({{"special_tokens_map.json", R"({"bos_token": "<s>", "pad_token": "p"})"},
             {"tokenizer_config.json", R"({"pad_token": {"content": "<pad>"},
                                                           "eos_token": null, "other": "x"})"}});
  EXPECT_EQ(LoadSpecialTokens(*folder).value(),
            ordered_json::parse(R"({"bos_token": "<s>", "pad_token": "<pad>"})"));
  EXPECT_EQ(LoadSpecialTokens(*Files({})).value(), ordered_json::object());
}

TEST_F(ModelFiles, TheTokenizerComesFromItsFile) {
  const std::string text = testing::ReadGoldenText("tokenizer/bpe4k/tokenizer.json");
  const auto folder = Files({{"tokenizer.json", text}});
  EXPECT_EQ(LoadTokenizer(*folder).value().size(), 4096u);
  EXPECT_FALSE(LoadTokenizer(*Files({})).has_value());
}

}  // namespace
}  // namespace ponder
