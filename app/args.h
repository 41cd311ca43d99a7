// The command line as a value. Stable: scripts rely on it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/setting_overrides.h"
#include "core/engine/limits.h"

namespace ponder {

enum class Command {
  kChat,
  kRun,
  kModels,
  kDoctor,
  kBench,
  kLogits,
  kTokens,
  kPrompt,
  kHelp,     // print Args::text
  kVersion,  // likewise
};

// Which model, and how it is loaded.
struct ModelArgs {
  std::string model;   // folder or name; empty = the settings file's, else the built-in one
  size_t context = 0;  // tokens; 0 = the model's own, at most 32,768
  size_t threads = 0;  // 0 = physical cores
  bool force = false;  // load what does not fit into memory
};

enum class RunOutput { kText, kJson, kStreamJson };

struct RunArgs {
  std::string prompt;
  std::string file;            // of which the text joins the prompt; "-" = stdin
  std::string messages;        // JSON array of {"role", "content"}; "-" = stdin
  std::string think = "hide";  // show, hide, stderr, or a file for the thoughts
  RunOutput output = RunOutput::kText;
  double timeout_s = 0;  // 0 = none

  bool operator==(const RunArgs&) const = default;
};

struct ModelsArgs {
  std::string action = "list";  // list, info, fit, export
  std::string model;
  std::string folder;  // of export
};

struct BenchArgs {
  size_t prompt = 512;  // tokens
  size_t gen = 64;      // tokens
  size_t reps = 3;
  bool json = false;
};

struct LogitsArgs {
  std::string ids, output;
  bool exact = false;
  size_t last = 0;
  size_t chunk = kDefaultChunk;
  size_t greedy = 0;
  std::string kv;  // f16 or f32; empty = f32 if exact, else f16
};

struct TokensArgs {
  bool decode = false;
  bool no_special = false;
};

struct PromptArgs {
  std::string template_file;  // instead of a model's
  std::string now;            // "YYYY-MM-DD HH:MM:SS" for strftime_now; empty = now
};

struct Args {
  Command command = Command::kChat;
  bool plain = false;  // no command was named: a chat, or without a terminal a run
  ModelArgs model;
  SettingOverrides settings;
  std::string system;
  RunArgs run;
  ModelsArgs models;
  BenchArgs bench;
  LogitsArgs logits;
  TokensArgs tokens;
  PromptArgs prompt;
  std::string text;  // of help and version
};

// `words`: argv without the program's name. Errors: kUsage; an unknown option comes with the
// nearest known one.
Result<Args> ParseArgs(const std::vector<std::string>& words);

// What `ponder --help` prints.
std::string HelpText();
std::string VersionText();

}  // namespace ponder
