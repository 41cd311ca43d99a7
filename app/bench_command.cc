#include "app/bench_command.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/sampling/rng.h"

namespace ponder {
namespace {

SteadyTime Now() { return std::chrono::steady_clock::now(); }

// Any tokens do: the work does not depend on them, but for which experts are chosen.
std::vector<TokenId> RandomTokens(size_t count, size_t vocab_size, uint64_t seed) {
  std::vector<TokenId> tokens(count);
  for (size_t i = 0; i < count; ++i) {
    tokens[i] = static_cast<TokenId>(UniformAt(seed, i) * static_cast<double>(vocab_size));
  }
  return tokens;
}

BenchResult Summarise(std::string test, size_t num_tokens, const std::vector<double>& seconds,
                      double bytes_per_token) {
  BenchResult result{.test = std::move(test), .bytes_per_token = bytes_per_token};
  const auto count = static_cast<double>(seconds.size());
  double sum = 0, squares = 0;
  for (const double each : seconds) {
    const double rate = static_cast<double>(num_tokens) / each;
    sum += rate;
    squares += rate * rate;
  }
  result.tokens_per_s = sum / count;
  const double mean = result.tokens_per_s;
  result.stddev = std::sqrt(std::max(0.0, squares / count - mean * mean));
  result.gb_per_s = mean * bytes_per_token / 1e9;
  return result;
}

double StoredBytes(const ModelFiles& files) {
  double sum = 0;
  for (const ModuleInfo& module : files.inventory) sum += static_cast<double>(module.bytes);
  return sum;
}

Result<BenchResult> BenchReading(const std::shared_ptr<const ModelFiles>& files,
                                 const TimelineOptions& options, const BenchArgs& bench) {
  std::vector<double> seconds;
  // One round more: the first brings weights and buffers into memory.
  for (uint64_t rep = 0; rep <= bench.reps; ++rep) {
    Timeline timeline(files, options);
    const auto tokens = RandomTokens(bench.prompt, files->model.config.vocab_size, rep);
    const SteadyTime start = Now();
    TRY(timeline.Sync(tokens));
    if (rep > 0) seconds.push_back(SecondsBetween(start, Now()));
  }
  // Every chunk reads every weight about once.
  const double bytes =
      StoredBytes(*files) / static_cast<double>(std::min(options.chunk, bench.prompt));
  return Summarise(fmt::format("pp{}", bench.prompt), bench.prompt, seconds, bytes);
}

Result<BenchResult> BenchGenerating(const std::shared_ptr<const ModelFiles>& files,
                                    const TimelineOptions& options, const BenchArgs& bench) {
  std::vector<double> seconds;
  for (uint64_t rep = 0; rep <= bench.reps; ++rep) {
    Timeline timeline(files, options);
    const auto tokens = RandomTokens(bench.gen + 1, files->model.config.vocab_size, rep);
    TRY(timeline.Sync(std::span(tokens).first(1)));
    const SteadyTime start = Now();
    for (const TokenId token : std::span(tokens).subspan(1)) TRY(timeline.Step(token));
    if (rep > 0) seconds.push_back(SecondsBetween(start, Now()));
  }
  return Summarise(fmt::format("tg{}", bench.gen), bench.gen, seconds, files->bytes_per_token());
}

}  // namespace

Result<std::vector<BenchResult>> RunBench(std::shared_ptr<const ModelFiles> files,
                                          const TimelineOptions& timeline, const BenchArgs& bench) {
  std::vector<BenchResult> results;
  if (bench.prompt > 0) results.push_back(TRY(BenchReading(files, timeline, bench)));
  if (bench.gen > 0) results.push_back(TRY(BenchGenerating(files, timeline, bench)));
  return results;
}

void PrintBench(const std::vector<BenchResult>& results, double ceiling_gb_per_s, bool json,
                std::FILE* out) {
  if (json) {
    auto array = nlohmann::ordered_json::array();
    for (const BenchResult& result : results) {
      array.push_back({{"test", result.test},
                       {"tokens_per_s", result.tokens_per_s},
                       {"stddev", result.stddev},
                       {"bytes_per_token", result.bytes_per_token},
                       {"gb_per_s", result.gb_per_s},
                       {"ceiling_gb_per_s", ceiling_gb_per_s}});
    }
    fmt::print(out, "{}\n", array.dump(2));
    return;
  }
  fmt::print(out, "{:8} {:>12} {:>10} {:>14} {:>16}\n", "test", "tokens/s", "+-", "weights GB/s",
             "of the ceiling");
  for (const BenchResult& result : results) {
    fmt::print(out, "{:8} {:>12.1f} {:>10.1f} {:>14.2f} {:>15.0f}%\n", result.test,
               result.tokens_per_s, result.stddev, result.gb_per_s,
               100 * result.gb_per_s / ceiling_gb_per_s);
  }
  fmt::print(out, "\nceiling: {:.1f} GB/s, plain reading of memory with as many threads\n",
             ceiling_gb_per_s);
}

}  // namespace ponder
