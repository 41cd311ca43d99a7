#include "app/prompt_input.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

struct Input {
  testing::TempFolder folder;
  std::string File(const std::string& text) const { return folder.Write("file", text); }

  Result<TurnRequest> Read(const RunArgs& run, const std::string& system = "",
                           const std::string& stdin_text = "") const {
    const int fd = open(folder.Write("stdin", stdin_text).c_str(), O_RDONLY);
    auto request = ReadPromptInput(run, system, fd);
    close(fd);
    return request;
  }
  std::string User(const RunArgs& run, const std::string& stdin_text = "") const {
    const auto request = Read(run, "", stdin_text);
    return request ? request->messages.back().text : "refused: " + Describe(request.error());
  }
  std::string Refused(const RunArgs& run, const std::string& stdin_text = "",
                      const std::string& system = "") const {
    const auto request = Read(run, system, stdin_text);
    if (request) return "accepted";
    EXPECT_EQ(request.error().code, ErrorCode::kUsage);
    return request.error().message;
  }
};

TEST(PromptInput, APrompt) {
  const Input input;
  const auto request = input.Read({.prompt = "hi"}, "Be brief.");
  ASSERT_TRUE(request);
  ASSERT_EQ(request->messages.size(), 2);
  EXPECT_EQ(request->messages[0].speaker, Speaker::kSystem);
  EXPECT_EQ(request->messages[0].text, "Be brief.");
  EXPECT_EQ(request->messages[1].text, "hi");
}

TEST(PromptInput, FromFilesAndStdin) {
  const Input input;
  EXPECT_EQ(input.User({.file = input.File("a file")}), "a file");
  EXPECT_EQ(input.User({.prompt = "Sum up", .file = input.File("a file")}), "Sum up\n\na file");
  EXPECT_EQ(input.User({}, "from stdin\n"), "from stdin\n");
  EXPECT_EQ(input.User({.prompt = "-"}, "from stdin"), "from stdin");
  EXPECT_EQ(input.User({.prompt = "Sum up", .file = "-"}, "from stdin"), "Sum up\n\nfrom stdin");
  // Nobody asked for stdin: it may never end.
  EXPECT_EQ(input.User({.prompt = "hi"}, "from stdin"), "hi");
}

TEST(PromptInput, AConversation) {
  const Input input;
  const std::string messages =
      R"([{"role": "system", "content": "s"}, {"role": "user", "content": "u"},
          {"role": "assistant", "content": "a", "reasoning_content": "t"},
          {"role": "user", "content": "v"}])";
  const auto request = input.Read({.messages = "-"}, "", messages);
  ASSERT_TRUE(request) << Describe(request.error());
  ASSERT_EQ(request->messages.size(), 4);
  EXPECT_EQ(request->messages[2].speaker, Speaker::kAssistant);
  EXPECT_EQ(request->messages[2].thought, "t");
  const auto longer = input.Read({.prompt = "w", .messages = input.File(messages)});
  ASSERT_TRUE(longer);
  EXPECT_EQ(longer->messages.size(), 5);
  EXPECT_EQ(longer->messages[4].text, "w");
  EXPECT_EQ(input.Refused({.messages = "-"}, messages, "another"),
            "--system, but - has a system message");
}

TEST(PromptInput, WhatIsNoConversationIsRefused) {
  const Input input;
  const auto refused = [&](const std::string& json) {
    return input.Refused({.messages = "-"}, json);
  };
  EXPECT_EQ(refused("{"), "want a JSON array of {\"role\", \"content\"}");
  EXPECT_EQ(refused("{}"), "want a JSON array of {\"role\", \"content\"}");
  EXPECT_EQ(refused("[1]"), "want an object with \"role\" and \"content\"");
  EXPECT_EQ(refused(R"([{"role": "robot", "content": ""}])"),
            "want \"role\": \"system\", \"user\" or \"assistant\"");
  EXPECT_EQ(refused(R"([{"role": "user"}])"), "want \"content\" to be a string");
  EXPECT_EQ(refused(R"([{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}])"),
            "the last message must be the user's");
  EXPECT_NE(refused("[]").find("no prompt"), std::string::npos);
}

TEST(PromptInput, NothingToAskIsAUsageError) {
  const Input input;
  EXPECT_NE(input.Refused({}, " \n").find("no prompt"), std::string::npos);
  EXPECT_NE(input.Refused({.prompt = "  "}).find("no prompt"), std::string::npos);
  EXPECT_NE(input.Refused({.prompt = "-", .file = "-"}).find("stdin can be read once"),
            std::string::npos);
  EXPECT_EQ(input.Read({.file = "/nowhere"}).error().code, ErrorCode::kRuntime);
  EXPECT_EQ(input.Read({.file = input.folder.path()}).error().code, ErrorCode::kRuntime);
}

TEST(PromptInput, BrokenTextBecomesUtf8) {
  const Input input;
  EXPECT_EQ(input.User({.prompt = "a\xFFz"}), "a\xEF\xBF\xBDz");
}

}  // namespace
}  // namespace ponder
