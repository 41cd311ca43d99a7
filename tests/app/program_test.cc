// The program itself, run as a script would: streams and exit statuses of the contract.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/support/golden.h"
#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

using testing::GoldenPath;
using testing::TempFolder;

struct Outcome {
  int status = 0;  // as a shell says it: 128 + signal
  std::string out, err;
};

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int ShellStatus(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// Runs a shell command, with $PONDER the program and an empty home. stdin is empty unless the
// command says otherwise.
Outcome Shell(const TempFolder& home, const std::string& command) {
  const std::string script = fmt::format(
      "export PONDER='{}' HOME='{}' TERM=dumb; unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME; "
      "exec </dev/null >'{}/out' 2>'{}/err'; {}",
      PONDER_PROGRAM, home.path(), home.path(), home.path(), command);
  const std::string path = home.Write("script", script);
  Outcome outcome;
  outcome.status = ShellStatus(std::system(("bash '" + path + "'").c_str()));
  outcome.out = ReadFile(home.path() + "/out");
  outcome.err = ReadFile(home.path() + "/err");
  return outcome;
}

Outcome Shell(const std::string& command) {
  const TempFolder home;
  return Shell(home, command);
}

size_t NumLines(const std::string& text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

// The golden checkpoint pico says nonsense, but always the same.
std::string Pico() { return "-m " + GoldenPath("base/pico"); }

TEST(Program, HelpAndVersion) {
  const Outcome help = Shell("$PONDER --help");
  EXPECT_EQ(help.status, 0);
  EXPECT_LE(NumLines(help.out), 40);
  EXPECT_EQ(help.err, "");
  EXPECT_EQ(Shell("$PONDER --version").status, 0);
  EXPECT_EQ(Shell("$PONDER --help >/dev/full").status, 1);
}

TEST(Program, AFolderWhereAFileIsExpectedIsNotOverlooked) {
  const TempFolder home;
  const Outcome outcome =
      Shell(home, fmt::format("cp -r {} $HOME/m; rm -f $HOME/m/generation_config.json; "
                              "mkdir $HOME/m/generation_config.json; $PONDER run hi -m $HOME/m",
                              GoldenPath("base/pico")));
  EXPECT_EQ(outcome.status, 4);
  EXPECT_NE(outcome.err.find("generation_config.json: expected a regular file"), std::string::npos)
      << outcome.err;
}

TEST(Program, ExactLogitsAreUpstreams) {
  const testing::GoldenTensors golden("ref/super.safetensors");
  const TempFolder home;
  const std::string ids = home.Write("ids", nlohmann::json(golden.Ints("p1.ids")).dump());
  const std::string file = home.path() + "/logits.safetensors";
  const std::vector<float> expected = golden.Floats("tf32.p1.logits");
  const Outcome outcome = Shell(
      home, fmt::format("$PONDER logits -m {} --exact --ids {} --last {} -o {}",
                        GoldenPath("base/super"), ids, golden.Shape("tf32.p1.logits")[0], file));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const std::vector<float> logits = testing::GoldenTensors(file).Floats("logits");
  ASSERT_EQ(logits.size(), expected.size());
  for (size_t i = 0; i < logits.size(); ++i) ASSERT_NEAR(logits[i], expected[i], 1e-3) << i;
}

TEST(Program, StdoutIsTheAnswer) {
  const std::string run = "$PONDER run hi " + Pico() + " --no-think --seed 3 --max-tokens 5 --json";
  const Outcome json = Shell(run);
  EXPECT_EQ(json.status, 6);
  const auto object = nlohmann::json::parse(json.out);
  EXPECT_EQ(object["stop"], "length");
  EXPECT_EQ(object["usage"]["completion_tokens"], 5);
  EXPECT_EQ(object["model"], "pico");
  const Outcome text = Shell("$PONDER run hi " + Pico() + " --no-think --seed 3 --max-tokens 5");
  EXPECT_EQ(text.status, 6);
  EXPECT_EQ(text.out, object["answer"].get<std::string>() + "\n");
  EXPECT_EQ(text.err,
            "ponder: stopped by --max-tokens after 5 tokens; the answer is not complete\n");
}

TEST(Program, WithoutATerminalItAnswersStdin) {
  const std::string flags = Pico() + " --no-think --seed 3 --max-tokens 5";
  const Outcome piped = Shell("printf hi | $PONDER " + flags);
  EXPECT_EQ(piped.status, 6);
  EXPECT_EQ(piped.out, Shell("$PONDER run hi " + flags).out);
  EXPECT_EQ(Shell("$PONDER").status, 2);
  EXPECT_NE(Shell("$PONDER chat").status, 0);
}

TEST(Program, ErrorsAreOneLineAndAStatus) {
  const TempFolder home;
  home.Write("empty/readme", "");
  home.Write("damaged/config.json", "{\"model_type\": ");
  const std::pair<std::string, int> cases[] = {
      {"$PONDER run hi --tmep 1", 2},
      {"$PONDER rnu", 2},
      {"$PONDER run", 2},
      {"PONDER_SIMD=mmx $PONDER run hi", 2},
      {"$PONDER run hi -m nothere", 4},
      {"$PONDER run hi -m $HOME/empty", 4},
      {"$PONDER run hi -m $HOME/damaged", 4},
      {"$PONDER models info nothere", 4},
      {"$PONDER run hi --ctx 1000000000000 " + Pico(), 5},
      {"$PONDER models fit --ctx 1000000000000 demo", 5},
      {"$PONDER run hi --ctx 8 " + Pico(), 6},
      {"$PONDER run hi -f /nowhere", 1},
      {"$PONDER tokens -m nothere", 4},
      {"$PONDER tokens -m $HOME/empty", 4},
      {"echo hi | $PONDER tokens " + Pico(), 2},
      {"$PONDER prompt " + Pico(), 2},
      {"echo '{}' | $PONDER prompt --now today " + Pico(), 2},
      {"echo '{}' | $PONDER prompt -m nothere", 4},
      {"echo '{}' | $PONDER prompt --template /nowhere", 1},
      {"echo '{\"m\": 1}' | $PONDER prompt --template <(echo '{{ m.x.y }}')", 4},
      {"echo '{}' | $PONDER prompt --template <(echo '{{ raise_exception(\"a\\nb\") }}')", 4},
  };
  for (const auto& [command, status] : cases) {
    const Outcome outcome = Shell(home, command);
    EXPECT_EQ(outcome.status, status) << command << "\n" << outcome.err;
    EXPECT_EQ(NumLines(outcome.err), 1) << command << "\n" << outcome.err;
    if (command.find("models fit") == std::string::npos) {
      EXPECT_EQ(outcome.out, "") << command;
    }
  }
}

TEST(Program, TheSettingsFileCounts) {
  const TempFolder home;
  home.Write(".config/ponder/config.toml", "max-tokens = 3\nthink = false\nseed = 3\n");
  const Outcome outcome = Shell(home, "$PONDER run hi --json " + Pico());
  EXPECT_EQ(nlohmann::json::parse(outcome.out)["usage"]["completion_tokens"], 3);
  // Flags go over it.
  const Outcome flags = Shell(home, "$PONDER run hi --json --max-tokens 2 " + Pico());
  EXPECT_EQ(nlohmann::json::parse(flags.out)["usage"]["completion_tokens"], 2);
  home.Write(".config/ponder/config.toml", "temp = 1\ntmep = 2\n");
  const Outcome wrong = Shell(home, "$PONDER run hi " + Pico());
  EXPECT_EQ(wrong.status, 3);
  EXPECT_NE(wrong.err.find("config.toml:2: unknown setting"), std::string::npos) << wrong.err;
}

// Greedy, this model repeats itself until the context is full; sampled, it ends soon after
// --min-tokens.
const char kEndless[] = " --no-think --temp 0 --min-tokens 4096 --max-tokens 1000000 --ctx 30000 ";

TEST(Program, AClosedPipeEndsItQuietly) {
  const Outcome outcome = Shell("$PONDER run hi " + Pico() + kEndless +
                                "| head -c 5 >$HOME/head; exit ${PIPESTATUS[0]}");
  EXPECT_EQ(outcome.status, 128 + SIGPIPE);
  EXPECT_EQ(outcome.err, "");
}

TEST(Program, SignalsStopItWithWhatThereIs) {
  const std::pair<std::string, int> cases[] = {{"INT", 130}, {"TERM", 143}, {"HUP", 129}};
  for (const auto& [signal, status] : cases) {
    const TempFolder home;
    // Once the answer has begun.
    const Outcome outcome = Shell(home, "$PONDER run hi " + Pico() + kEndless +
                                            "& while [ ! -s $HOME/out ]; do sleep 0.02; " +
                                            "done; kill -" + signal + " $!; wait $!");
    EXPECT_EQ(outcome.status, status) << signal;
    EXPECT_FALSE(outcome.out.empty());
    EXPECT_EQ(outcome.out.back(), '\n');
    EXPECT_EQ(outcome.err, "");
  }
}

TEST(Program, ATimeoutHasItsOwnStatus) {
  EXPECT_EQ(Shell("$PONDER run hi --timeout 0.2 " + Pico() + kEndless).status, 124);
}

TEST(Program, ThoughtsGoWhereTheyAreAsked) {
  const TempFolder home;
  const std::string run = "$PONDER run hi --seed 1 --think-budget 4 --max-tokens 12 " + Pico();
  const Outcome hidden = Shell(home, run);
  const Outcome shown = Shell(home, run + " --think show");
  const Outcome in_file = Shell(home, run + " --think $HOME/thought");
  const Outcome on_stderr = Shell(home, run + " --think stderr");
  EXPECT_TRUE(shown.out.starts_with("<think>\n")) << shown.out;
  EXPECT_EQ(in_file.out, hidden.out);
  EXPECT_EQ(on_stderr.out, hidden.out);
  const std::string thought = ReadFile(home.path() + "/thought");
  EXPECT_FALSE(thought.empty());
  EXPECT_TRUE(on_stderr.err.starts_with(thought)) << on_stderr.err;
}

TEST(Program, TokensAndPromptsComeFromAPipe) {
  EXPECT_EQ(Shell("echo '\"hi\"' | $PONDER tokens | $PONDER tokens --decode").out, "\"hi\"\n");
  // The built-in model, and a template that needs none, whatever the settings file names.
  const TempFolder home;
  const std::string request =
      "echo '{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}' | ";
  const Outcome built_in = Shell(home, request + "$PONDER prompt");
  EXPECT_EQ(built_in.status, 0) << built_in.err;
  EXPECT_NE(built_in.out.find("hi<|im_end|>"), std::string::npos) << built_in.out;
  home.Write(".config/ponder/config.toml", "model = \"nothere\"\n");
  EXPECT_EQ(Shell(home, request + "$PONDER prompt").status, 4);
  const Outcome text = Shell(home, request +
                                       "$PONDER prompt --template <(printf '%s' "
                                       "'{{ messages[0].content }}{{ bos_token }}')");
  EXPECT_EQ(text.status, 0) << text.err;
  EXPECT_EQ(text.out, "hi");
}

TEST(Program, NothingIsWrittenAtHome) {
  const TempFolder home;
  Shell(home, "$PONDER run hi --max-tokens 2 " + Pico());
  for (const auto& entry : std::filesystem::directory_iterator(home.path())) {
    const std::string name = entry.path().filename();
    EXPECT_TRUE(name == "out" || name == "err" || name == "script") << name;
  }
}

TEST(Program, TheBuiltInModelCanBeExported) {
  const TempFolder home;
  EXPECT_EQ(Shell(home, "$PONDER models export demo $HOME/demo").status, 0);
  EXPECT_EQ(Shell(home, "$PONDER models info $HOME/demo").status, 0);
}

}  // namespace
}  // namespace ponder
