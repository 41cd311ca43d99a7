// `ponder bench`: how fast a model reads and writes on this machine.
#pragma once

#include <cstdio>

#include "app/args.h"
#include "core/engine/timeline.h"

namespace ponder {

struct BenchResult {
  std::string test;  // "pp512": reading 512 tokens; "tg64": generating 64
  double tokens_per_s = 0;
  double stddev = 0;           // of tokens_per_s over the repetitions
  double bytes_per_token = 0;  // of weights
  double gb_per_s = 0;         // of weights read
};

// Errors: kLimit where the context is too small.
Result<std::vector<BenchResult>> RunBench(std::shared_ptr<const ModelFiles> files,
                                          const TimelineOptions& timeline, const BenchArgs& bench);

// A table for people, or a JSON array. `ceiling_gb_per_s`: what plain reading reaches.
void PrintBench(const std::vector<BenchResult>& results, double ceiling_gb_per_s, bool json,
                std::FILE* out);

}  // namespace ponder
