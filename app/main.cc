// ponder: reads the command line and hands over to a command.
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>

#include "app/args.h"
#include "app/bench_command.h"
#include "app/config_file.h"
#include "app/cut_file.h"
#include "app/doctor_command.h"
#include "app/logits_command.h"
#include "app/loop.h"
#include "app/model_opener.h"
#include "app/model_source.h"
#include "app/models_command.h"
#include "app/paths.h"
#include "app/prompt_command.h"
#include "app/prompt_input.h"
#include "app/run_command.h"
#include "app/tokens_command.h"
#include "core/base/simd.h"
#include "core/math/bandwidth.h"

namespace ponder {
namespace {

Status ChooseSimdTarget() {
  const char* name = std::getenv("PONDER_SIMD");
  if (!name) return {};
  std::string known;
  for (const SimdTarget target : SupportedSimdTargets()) {
    if (name == Name(target)) {
      UseSimdTarget(target);
      return {};
    }
    known += (known.empty() ? "" : ", ") + std::string(Name(target));
  }
  return Fail(ErrorCode::kUsage, "PONDER_SIMD", "want one of {} on this machine, got \"{}\"", known,
              name);
}

// The decode thread may still be on its way out of a layer; nobody waits for it.
[[noreturn]] void Leave(int status) {
  std::fflush(nullptr);
  std::_Exit(status);
}

// The settings file, with the command line over it.
struct Setup {
  Args args;
  Paths paths;
  ConfigFile config;

  std::string model() const { return args.model.model.empty() ? config.model : args.model.model; }
  SettingOverrides settings() const {
    SettingOverrides all = config.settings;
    all.Add(args.settings);
    return all;
  }
};

int Chat(const Setup& setup) {
  ChatOptions options;
  options.model_path = setup.model();
  if (!setup.config.theme.empty()) options.theme = setup.config.theme;
  options.theme_folders = {setup.paths.themes_folder()};
  options.history_path = setup.paths.history_file();
  options.system_prompt = setup.args.system;
  options.override_settings = [all = setup.settings()](Settings& settings) {
    all.ApplyTo(settings);
  };
  const char* no_color = std::getenv("NO_COLOR");
  options.no_colour = no_color && *no_color;
  options.inside_tmux = std::getenv("TMUX") != nullptr;
  DecodeThread backend(MakeModelOpener(setup.args.model, setup.paths));
  Leave(RunChat(backend, options));
}

Result<int> Run(const Setup& setup) {
  const Args& args = setup.args;
  TurnRequest request = TRY(ReadPromptInput(args.run, args.system, STDIN_FILENO));
  const RunJob job{.model = setup.model(),
                   .request = std::move(request),
                   .settings = setup.settings(),
                   .timeout_s = args.run.timeout_s};
  const bool err_is_terminal = isatty(STDERR_FILENO) == 1;
  const char* term = std::getenv("TERM");
  const RunStreams streams{
      .out = stdout,
      .err = stderr,
      .out_is_terminal = isatty(STDOUT_FILENO) == 1,
      .err_is_terminal = err_is_terminal,
      .shows_progress = err_is_terminal && term && std::string_view(term) != "dumb"};
  const RunWriters writers = TRY(MakeRunWriters(args.run, streams));
  DecodeThread backend(MakeModelOpener(args.model, setup.paths));
  Leave(RunOnce(backend, job, writers, streams));
}

Result<int> ChatOrRun(const Setup& setup) {
  if (setup.args.plain && !isatty(STDIN_FILENO)) return Run(setup);
  if (setup.args.run != RunArgs{}) {
    return Fail(ErrorCode::kUsage, "", "these options are for one answer: ponder run ...");
  }
  TRY(CheckScreen());
  return Chat(setup);
}

Result<int> Bench(const Setup& setup) {
  const ModelSource source = TRY(FindModel(setup.model(), setup.paths));
  const auto files = TRY(LoadModelFiles(*source.folder, LoadOptionsOf(setup.args.model)));
  const TimelineOptions timeline = TimelineOptionsOf(setup.args.model);
  const auto results = TRY(RunBench(files, timeline, setup.args.bench));
  ThreadPool pool(timeline.num_threads ? timeline.num_threads : NumPhysicalCores());
  PrintBench(results, MeasureReadBandwidth(pool), setup.args.bench.json, stdout);
  return 0;
}

Result<int> Logits(const Setup& setup) {
  const LogitsArgs& args = setup.args.logits;
  const auto kv_kind =
      args.kv.empty() ? (args.exact ? KvKind::kF32 : KvKind::kF16) : ParseKvKind(args.kv);
  if (!kv_kind) return Fail(ErrorCode::kUsage, "--kv", "want f16 or f32, got \"{}\"", args.kv);
  const ModelSource source = TRY(FindModel(setup.model(), setup.paths));
  LoadOptions load = LoadOptionsOf(setup.args.model);
  load.kv_kind = *kv_kind;
  LogitsOptions options{.ids_path = args.ids,
                        .output_path = args.output,
                        .last = args.last,
                        .greedy = args.greedy,
                        .timeline = TimelineOptionsOf(setup.args.model)};
  options.timeline.numerics = args.exact ? Numerics::kExact : Numerics::kFast;
  options.timeline.kv_kind = *kv_kind;
  options.timeline.chunk = args.chunk;
  TRY(RunLogitsCommand(*source.folder, load, options));
  return 0;
}

Result<int> Tokens(const Setup& setup) {
  const ModelSource source = TRY(FindModel(setup.model(), setup.paths));
  TRY(RunTokensCommand(*source.folder, setup.args.tokens, std::cin, stdout));
  return 0;
}

Result<int> Prompt(const Setup& setup) {
  const PromptArgs& args = setup.args.prompt;
  ModelSource source;  // none where the template is given, and no model is named beside it
  if (args.template_file.empty() || !setup.args.model.model.empty()) {
    source = TRY(FindModel(setup.model(), setup.paths));
  }
  const std::string request = TRY(ReadAll("-", STDIN_FILENO));
  const std::string text = TRY(RenderPrompt(source.folder.get(), args, request));
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  fmt::print("{}", terminal ? WithoutControls(text) : text);
  return 0;
}

Result<int> Dispatch(const Setup& setup) {
  switch (setup.args.command) {
    case Command::kChat:
      return ChatOrRun(setup);
    case Command::kRun:
      return Run(setup);
    case Command::kModels:
      TRY(RunModelsCommand(setup.args.models, setup.args.model.context, setup.paths, stdout));
      return 0;
    case Command::kDoctor:
      RunDoctorCommand(setup.paths, stdout);
      return 0;
    case Command::kBench:
      return Bench(setup);
    case Command::kLogits:
      return Logits(setup);
    case Command::kTokens:
      return Tokens(setup);
    case Command::kPrompt:
      return Prompt(setup);
    case Command::kHelp:
    case Command::kVersion:
      fmt::print("{}", setup.args.text);
      return 0;
  }
  return 0;
}

Status CheckWritten() {
  if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return {};
  return Fail(ErrorCode::kRuntime, "stdout", "could not be written; is the disk full?");
}

Result<int> Main(const std::vector<std::string>& words) {
  TRY(ChooseSimdTarget());
  Setup setup{.args = TRY(ParseArgs(words)), .paths = FindPaths([](const char* name) {
                                               return const_cast<const char*>(std::getenv(name));
                                             })};
  const bool needs_config = setup.args.command != Command::kHelp &&
                            setup.args.command != Command::kVersion &&
                            setup.args.command != Command::kDoctor;
  if (needs_config) setup.config = TRY(ReadConfigFile(setup.paths.config_file()));
  const int status = TRY(Dispatch(setup));
  TRY(CheckWritten());
  return status;
}

}  // namespace
}  // namespace ponder

int main(int argc, char** argv) {
  // A reader that closes the pipe ends us without a word, as it does every filter.
  signal(SIGPIPE, SIG_DFL);
  ponder::ExplainCutFiles();
  try {
    const auto status = ponder::Main({argv + 1, argv + argc});
    if (status) return *status;
    std::fprintf(stderr, "ponder: %s\n", ponder::Describe(status.error()).c_str());
    return ponder::ExitCode(status.error().code);
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "ponder: out of memory\n");
    return ponder::ExitCode(ponder::ErrorCode::kMemory);
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "ponder: %s\n", exception.what());
    return ponder::ExitCode(ponder::ErrorCode::kRuntime);
  }
}
