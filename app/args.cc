#include "app/args.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/nearest.h"
#include "core/base/utf8.h"

namespace ponder {
namespace {

struct CommandRow {
  std::string_view name;
  Command command;
  std::string_view help;
  void (*add_options)(CLI::App& app, Args& args);
};

void AddModel(CLI::App& app, Args& args) {
  app.add_option("-m,--model", args.model.model,
                 "Checkpoint folder, or a name under the models folder; none = built in")
      ->check([](const std::string& text) {
        return std::string(text.empty() ? "want a folder or a name, got an empty text" : "");
      });
}

void AddLoading(CLI::App& app, Args& args) {
  AddModel(app, args);
  app.add_option("--ctx", args.model.context, "Tokens of context")->check(CLI::PositiveNumber);
  app.add_option("--threads", args.model.threads, "Threads; default: one per physical core")
      ->check(CLI::Range(1, 1024));
  app.add_flag("--force", args.model.force, "Load even what does not fit into memory");
}

// One flag per row of the settings table. `think` has flags of its own.
void AddSettings(CLI::App& app, Args& args) {
  const auto set = [&args](const SettingRow& row, const std::string& text) {
    const Status status = args.settings.Set(row, text);
    if (!status) throw CLI::ValidationError("--" + std::string(row.name), status.error().message);
  };
  for (const SettingRow& row : SettingRows()) {
    if (std::holds_alternative<bool Settings::*>(row.field)) continue;
    const auto take = [set, &row](const std::string& text) { set(row, text); };
    app.add_option_function<std::string>("--" + std::string(row.name), take, std::string(row.help))
        ->type_name("VALUE")
        ->group("Settings");
  }
  const SettingRow* think = FindSetting("think");
  app.add_flag_callback(
         "--no-think", [set, think] { set(*think, "off"); }, "Answer without thinking first")
      ->group("Settings");
}

// Every comparison lets NaN through, so that CLI::Range does too.
std::string RefuseNan(const std::string& text) {
  return std::isnan(std::strtod(text.c_str(), nullptr)) ? "want a number, got " + text : "";
}

void AddChat(CLI::App& app, Args& args) {
  AddLoading(app, args);
  app.add_option("--system", args.system, "System prompt");
  AddSettings(app, args);
}

// What `ponder` alone takes: it may be a chat or, without a terminal, a run.
void AddRunOptions(CLI::App& app, Args& args) {
  app.add_option("-f,--file", args.run.file, "Text that joins the prompt; - = stdin");
  app.add_option("--messages", args.run.messages,
                 "A conversation: JSON array of {\"role\", \"content\"}; - = stdin");
  app.add_option("--think", args.run.think,
                 "Where the thought goes: show (stdout), hide, stderr, or a file")
      ->type_name("show|hide|stderr|FILE");
  const auto output = [&args](RunOutput kind) { return [&args, kind] { args.run.output = kind; }; };
  auto* json = app.add_flag_callback("--json", output(RunOutput::kJson), "Print one JSON object");
  app.add_flag_callback("--stream-json", output(RunOutput::kStreamJson),
                        "Print one JSON object per event")
      ->excludes(json);
  app.add_option("--timeout", args.run.timeout_s, "Stop after so many seconds (exit status 124)")
      ->check(CLI::Range(0.001, 1e6))
      ->check(RefuseNan);
  AddChat(app, args);
}

void AddRun(CLI::App& app, Args& args) {
  app.add_option("prompt", args.run.prompt, "The question, in quotes; none or - = stdin");
  AddRunOptions(app, args);
}

void AddModels(CLI::App& app, Args& args) {
  app.add_option("action", args.models.action, "list, info MODEL, fit MODEL, export MODEL FOLDER")
      ->check(CLI::IsMember({"list", "info", "fit", "export"}));
  app.add_option("model", args.models.model, "Checkpoint folder or name; demo = the built-in one");
  app.add_option("folder", args.models.folder,
                 "Where export writes the model's files; it overwrites none");
  app.add_option("--ctx", args.model.context, "fit: tokens of context")->check(CLI::PositiveNumber);
}

void AddNothing(CLI::App&, Args&) {}

void AddBench(CLI::App& app, Args& args) {
  AddLoading(app, args);
  app.add_option("--prompt", args.bench.prompt, "Tokens to read, 0 = skip");
  app.add_option("--gen", args.bench.gen, "Tokens to generate, 0 = skip");
  app.add_option("--reps", args.bench.reps, "Repetitions")->check(CLI::Range(1, 1000));
  app.add_flag("--json", args.bench.json, "Print a JSON array");
}

void AddLogits(CLI::App& app, Args& args) {
  AddLoading(app, args);
  app.add_option("--ids", args.logits.ids, "JSON array of token ids")->required();
  app.add_option("-o,--output", args.logits.output, "safetensors file to write")->required();
  app.add_flag("--exact", args.logits.exact, "f32 activations: the truth");
  app.add_option("--last", args.logits.last, "Positions, counted from the end; 0 = all");
  app.add_option("--chunk", args.logits.chunk, "Tokens read at once")->check(CLI::Range(1, 65536));
  app.add_option("--kv", args.logits.kv,
                 "Format of keys and values: f16 or f32; default: f32 with --exact, else f16");
  app.add_option("--greedy", args.logits.greedy, "Tokens to generate, always the likeliest");
}

void AddTokens(CLI::App& app, Args& args) {
  AddModel(app, args);
  app.add_flag("--decode", args.tokens.decode, "Ids to text instead");
  app.add_flag("--no-special", args.tokens.no_special,
               "Special tokens in a text are plain text; with --decode: they are left out");
}

void AddPrompt(CLI::App& app, Args& args) {
  AddModel(app, args);
  app.add_option("--template", args.prompt.template_file, "A Jinja file; needs no model");
  app.add_option("--now", args.prompt.now, "Time for strftime_now")
      ->type_name("\"YYYY-MM-DD HH:MM:SS\"");
}

constexpr CommandRow kCommands[] = {
    {"chat", Command::kChat, "The chat screen; what `ponder` alone does", AddChat},
    {"run", Command::kRun, "Answer one prompt: stdout carries the answer only", AddRun},
    {"models", Command::kModels, "List, explain and check models", AddModels},
    {"doctor", Command::kDoctor, "What this machine has, and where ponder keeps files", AddNothing},
    {"bench", Command::kBench, "Measure speed", AddBench},
    {"logits", Command::kLogits, "Logits of given tokens, for comparison", AddLogits},
    {"tokens", Command::kTokens, "JSON strings on stdin to token ids, line by line", AddTokens},
    {"prompt", Command::kPrompt, "A JSON conversation on stdin to the text the model reads",
     AddPrompt},
};

const CommandRow* FindCommand(std::string_view name) {
  const auto row = std::ranges::find(kCommands, name, &CommandRow::name);
  return row == std::end(kCommands) ? nullptr : row;
}

template <typename... Values>
tl::unexpected<Error> Usage(std::string where, fmt::format_string<Values...> format,
                            Values&&... values) {
  return Fail(ErrorCode::kUsage, std::move(where), "{}",
              fmt::format(format, std::forward<Values>(values)...));
}

std::string UnknownOption(const CLI::App& app, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& known : option->get_lnames()) names.push_back("--" + known);
    for (const std::string& known : option->get_snames()) names.push_back("-" + known);
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto nearest = NearestName(name, views);
  return fmt::format("unknown option {}; {}", name,
                     nearest ? fmt::format("did you mean {}?", *nearest)
                             : "see --help, or put -- before a prompt that begins with -");
}

// Words that no option took. `where`: the command, if one was named.
Status CheckLeftOver(const CLI::App& app, const std::string& where) {
  std::vector<std::string> left = app.remaining();
  // CLI11 hands back the mark that ends the options, too.
  if (const auto mark = std::ranges::find(left, "--"); mark != left.end()) left.erase(mark);
  if (left.empty()) return {};
  const auto option = std::ranges::find_if(
      left, [](const std::string& word) { return word.size() > 1 && word[0] == '-'; });
  if (option != left.end()) return Usage(where, "{}", UnknownOption(app, *option));
  const std::string& word = left[0];
  if (!where.empty()) return Usage(where, "unexpected \"{}\"; put a prompt in quotes", word);
  if (FindCommand(word)) return Usage("", "{} must come first: ponder {} ...", word, word);
  std::vector<std::string_view> names;
  for (const CommandRow& command : kCommands) names.push_back(command.name);
  const auto nearest = NearestName(word, names);
  return Usage("", "unknown command \"{}\"; {}", word,
               nearest ? fmt::format("did you mean {}?", *nearest)
                       : fmt::format("to ask a question: ponder run \"{} ...\"", word));
}

Status CheckModels(const ModelsArgs& models) {
  if (models.action != "list" && models.model.empty()) {
    return Usage("models", "{} wants a model: ponder models {} FOLDER", models.action,
                 models.action);
  }
  if (models.action == "export" && models.folder.empty()) {
    return Usage("models", "export wants a folder: ponder models export {} FOLDER", models.model);
  }
  const std::string& unused = models.action == "list" ? models.model : models.folder;
  if (models.action != "export" && !unused.empty()) {
    return Usage("models", "unexpected \"{}\" after {}", unused, models.action);
  }
  return {};
}

}  // namespace

Result<Args> ParseArgs(const std::vector<std::string>& words) {
  const CommandRow* row = words.empty() ? nullptr : FindCommand(words[0]);
  const bool named = row != nullptr;
  if (!row) row = &kCommands[0];
  const std::string where(named ? row->name : "");
  Args args;
  args.command = row->command;

  CLI::App app{std::string(row->help), "ponder " + std::string(row->name)};
  app.set_help_flag("-h,--help", "This help");
  app.allow_extras();
  if (!named) app.set_version_flag("-V,--version", VersionText);
  args.plain = !named;
  named ? row->add_options(app, args) : AddRunOptions(app, args);
  try {
    // CLI11 takes the words last first.
    app.parse(std::vector<std::string>(words.rbegin(), words.rend() - (named ? 1 : 0)));
  } catch (const CLI::CallForHelp&) {
    args.command = Command::kHelp;
    args.text = named ? app.help() : HelpText();
    return args;
  } catch (const CLI::CallForVersion&) {
    args.command = Command::kVersion;
    args.text = VersionText();
    return args;
  } catch (const CLI::ParseError& error) {
    return Usage(where, "{}", error.what());
  }
  TRY(CheckLeftOver(app, where));
  if (row->command == Command::kModels) TRY(CheckModels(args.models));
  return args;
}

}  // namespace ponder
