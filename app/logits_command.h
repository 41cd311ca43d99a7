// `ponder logits`: the model's logits for given token ids, for comparison with other software.
#pragma once

#include <string>

#include "core/engine/timeline.h"

namespace ponder {

struct LogitsOptions {
  std::string ids_path;     // JSON array of token ids
  std::string output_path;  // safetensors: logits f32 [n, vocab], greedy i32 [K]
  size_t last = 0;          // positions, counted from the end; 0 = all
  size_t greedy = 0;        // K tokens to generate by taking the likeliest
  TimelineOptions timeline;
};

// Errors: as LoadModelFiles and Timeline; kUsage for a bad ids file; kRuntime when writing fails.
Status RunLogitsCommand(const Folder& folder, const LoadOptions& load,
                        const LogitsOptions& options);

}  // namespace ponder
