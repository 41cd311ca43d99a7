#include "app/args.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ponder {
namespace {

using Words = std::vector<std::string>;

Args Parse(const Words& words) {
  const auto args = ParseArgs(words);
  EXPECT_TRUE(args) << Describe(args.error());
  return args ? *args : Args{};
}

std::string Refused(const Words& words) {
  const auto args = ParseArgs(words);
  if (args) return "accepted";
  EXPECT_EQ(args.error().code, ErrorCode::kUsage);
  return Describe(args.error());
}

Settings SettingsOf(const Args& args) {
  Settings settings;
  args.settings.ApplyTo(settings);
  return settings;
}

TEST(Args, AloneItIsAChat) {
  const Args args = Parse({});
  EXPECT_EQ(args.command, Command::kChat);
  EXPECT_TRUE(args.plain);
  EXPECT_TRUE(args.settings.empty());
  EXPECT_FALSE(Parse({"chat"}).plain);
  EXPECT_EQ(Parse({"-m", "x"}).model.model, "x");
}

TEST(Args, RunTakesItsWholeContract) {
  const Args args = Parse({"run",
                           "What is it?",
                           "-m",
                           "nano",
                           "-f",
                           "a.txt",
                           "--messages",
                           "-",
                           "--system",
                           "Be brief.",
                           "--think",
                           "stderr",
                           "--no-think",
                           "--json",
                           "--max-tokens",
                           "9",
                           "--min-tokens",
                           "1",
                           "--temp",
                           "0.5",
                           "--top-p",
                           "0.9",
                           "--top-k",
                           "40",
                           "--min-p",
                           "0.1",
                           "--rep-penalty",
                           "1.1",
                           "--rep-ctx",
                           "64",
                           "--seed",
                           "7",
                           "--think-budget",
                           "5",
                           "--pace",
                           "3",
                           "--ctx",
                           "4096",
                           "--threads",
                           "2",
                           "--force",
                           "--timeout",
                           "1.5"});
  EXPECT_EQ(args.command, Command::kRun);
  EXPECT_EQ(args.run, (RunArgs{.prompt = "What is it?",
                               .file = "a.txt",
                               .messages = "-",
                               .think = "stderr",
                               .output = RunOutput::kJson,
                               .timeout_s = 1.5}));
  EXPECT_EQ(args.system, "Be brief.");
  EXPECT_EQ(args.model.model, "nano");
  EXPECT_EQ(args.model.context, 4096);
  EXPECT_EQ(args.model.threads, 2);
  EXPECT_TRUE(args.model.force);
  EXPECT_EQ(SettingsOf(args), (Settings{.temp = 0.5f,
                                        .top_p = 0.9f,
                                        .top_k = 40,
                                        .min_p = 0.1f,
                                        .rep_penalty = 1.1f,
                                        .rep_ctx = 64,
                                        .min_tokens = 1,
                                        .max_tokens = 9,
                                        .seed = 7,
                                        .think = false,
                                        .think_budget = 5,
                                        .pace = 3}));
}

TEST(Args, EveryNumberHasAFlag) {
  for (const SettingRow& row : SettingRows()) {
    if (row.name == "think") continue;
    EXPECT_TRUE(ParseArgs({"run", "--" + std::string(row.name), "1"})) << row.name;
  }
}

TEST(Args, PromptsMayLookLikeAnything) {
  EXPECT_EQ(Parse({"run", "models"}).run.prompt, "models");
  EXPECT_EQ(Parse({"run", "--", "-5 + 3?"}).run.prompt, "-5 + 3?");
  EXPECT_EQ(Parse({"run", "-"}).run.prompt, "-");
  EXPECT_EQ(Parse({"run"}).run.prompt, "");
  EXPECT_EQ(Parse({"run", ""}).run.prompt, "");
}

TEST(Args, AllOtherCommands) {
  EXPECT_EQ(Parse({"doctor"}).command, Command::kDoctor);
  EXPECT_EQ(Parse({"models"}).models.action, "list");
  const Args info = Parse({"models", "info", "nano"});
  EXPECT_EQ(info.command, Command::kModels);
  EXPECT_EQ(info.models.model, "nano");
  EXPECT_EQ(Parse({"models", "fit", "nano", "--ctx", "100"}).model.context, 100);
  EXPECT_EQ(Parse({"models", "export", "demo", "d"}).models.folder, "d");
  const Args bench = Parse({"bench", "-m", "x", "--prompt", "8", "--gen", "4", "--reps", "2",
                            "--threads", "1", "--json"});
  EXPECT_EQ(bench.bench.prompt, 8);
  EXPECT_EQ(bench.bench.gen, 4);
  EXPECT_TRUE(bench.bench.json);
  const Args logits = Parse({"logits", "-m", "x", "--ids", "i", "--exact", "--last", "8", "--chunk",
                             "7", "--kv", "f32", "--greedy", "3", "-o", "out"});
  EXPECT_EQ(logits.logits.output, "out");
  EXPECT_TRUE(logits.logits.exact);
  EXPECT_EQ(logits.logits.greedy, 3);
  EXPECT_TRUE(Parse({"tokens", "--decode", "--no-special"}).tokens.decode);
  EXPECT_EQ(Parse({"prompt", "--template", "t", "--now", "2026-01-02 03:04:05"}).prompt.now,
            "2026-01-02 03:04:05");
}

TEST(Args, HelpIsShortAndShowsExamplesFirst) {
  const Args args = Parse({"--help"});
  EXPECT_EQ(args.command, Command::kHelp);
  EXPECT_LE(std::ranges::count(args.text, '\n'), 40);
  EXPECT_LT(args.text.find("ponder run \""), args.text.find("Commands"));
  EXPECT_EQ(Parse({"-h"}).text, args.text);
  // Every setting that is a flag stands in it, with its default.
  for (const SettingRow& row : SettingRows()) {
    if (row.name == "think") continue;
    const std::string flag = fmt::format("--{} {}", row.name, FormatSetting(row, Settings()));
    EXPECT_NE(args.text.find(flag), std::string::npos) << flag;
  }
  for (size_t begin = 0; begin < args.text.size();) {
    const size_t end = args.text.find('\n', begin);
    EXPECT_LE(end - begin, 80);
    begin = end + 1;
  }
  EXPECT_NE(Parse({"run", "--help"}).text.find("--think-budget"), std::string::npos);
}

TEST(Args, Version) {
  const Args args = Parse({"--version"});
  EXPECT_EQ(args.command, Command::kVersion);
  EXPECT_TRUE(args.text.starts_with("ponder 0.")) << args.text;
  EXPECT_NE(args.text.find("TurboQuant"), std::string::npos);
}

TEST(Args, UnknownOptionsComeWithTheNearest) {
  EXPECT_EQ(Refused({"run", "hi", "--tmep", "1"}),
            "run: unknown option --tmep; did you mean --temp?");
  EXPECT_EQ(Refused({"--tepm=1"}), "unknown option --tepm; did you mean --temp?");
  EXPECT_EQ(
      Refused({"run", "--zzzzzz"}),
      "run: unknown option --zzzzzz; see --help, or put -- before a prompt that begins with -");
  EXPECT_EQ(
      Refused({"doctor", "--jsn"}),
      "doctor: unknown option --jsn; see --help, or put -- before a prompt that begins with -");
}

TEST(Args, UnknownWords) {
  EXPECT_EQ(Refused({"rnu"}), "unknown command \"rnu\"; did you mean run?");
  EXPECT_EQ(Refused({"Explain"}),
            "unknown command \"Explain\"; to ask a question: ponder run \"Explain ...\"");
  EXPECT_EQ(Refused({"-m", "x", "run"}), "run must come first: ponder run ...");
  EXPECT_EQ(Refused({"run", "what", "is"}), "run: unexpected \"is\"; put a prompt in quotes");
}

TEST(Args, WrongValuesNameTheRange) {
  EXPECT_NE(Refused({"run", "-m", ""}).find("got an empty text"), std::string::npos);
  EXPECT_NE(Refused({"run", "--temp", "hot"}).find("want a number from 0 to 2"), std::string::npos);
  EXPECT_NE(Refused({"run", "--temp", "3"}).find("want a number from 0 to 2"), std::string::npos);
  EXPECT_NE(Refused({"run", "--seed", "-1"}), "accepted");
  EXPECT_NE(Refused({"run", "--timeout", "nan"}).find("want a number, got nan"), std::string::npos);
  EXPECT_NE(Refused({"run", "--threads", "0"}), "accepted");
  EXPECT_NE(Refused({"run", "--threads", "lots"}), "accepted");
  EXPECT_NE(Refused({"run", "--ctx", "-5"}), "accepted");
  EXPECT_NE(Refused({"run", "--temp"}), "accepted");
  EXPECT_NE(Refused({"run", "--json", "--stream-json"}), "accepted");
  EXPECT_NE(Refused({"logits", "-m", "x"}), "accepted");
  EXPECT_NE(Refused({"models", "explain"}), "accepted");
  EXPECT_EQ(Refused({"models", "info"}), "models: info wants a model: ponder models info FOLDER");
  EXPECT_EQ(Refused({"models", "export", "demo"}),
            "models: export wants a folder: ponder models export demo FOLDER");
  EXPECT_EQ(Refused({"models", "info", "a", "b"}), "models: unexpected \"b\" after info");
  EXPECT_EQ(Refused({"models", "list", "a"}), "models: unexpected \"a\" after list");
}

TEST(Args, TheChatTakesNoRunOptions) {
  EXPECT_NE(Refused({"chat", "--json"}), "accepted");
  EXPECT_TRUE(ParseArgs({"--json"}));  // plain: may turn out to be a run
}

}  // namespace
}  // namespace ponder
