// The registry of weight formats. A format is one file in formats/ and one line in registry.cc; it
// knows its own companion tensors, shapes and validity, and hands out Weights.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/io/tensor_set.h"
#include "core/quant/weight.h"

namespace ponder {

// What config.json says about the quantisation of one module; absent fields are 0 or empty.
// Tensors are believed first: a contradiction is an error, an absence is not.
struct QuantHints {
  std::string mode;  // "affine", "turboquant", or what quant_method says
  int bits = 0;
  int group_size = 0;
  std::string rotation;  // TurboQuant: "hadamard", "none"
};

// One module's tensors and what the model needs of it.
struct ModuleRequest {
  const TensorSet& tensors;
  std::string path;        // "backbone.layers.3.mixer.in_proj", without ".weight"
  size_t num_experts = 0;  // 0: the tensor is [rows, cols]; else [num_experts, rows, cols]
  size_t rows = 0;
  size_t cols = 0;
  QuantHints hints;

  const TensorView* Find(std::string_view suffix) const;  // path + "." + suffix, or null
};

struct Format {
  std::string_view name;         // as messages and the status bar say it
  std::string_view description;  // one line for `ponder doctor`

  // True if this module is stored in this format, judged by which tensors exist. The registry asks
  // in order and takes the first.
  bool (*recognises)(const ModuleRequest& request);

  // One Weight, or num_experts of them. Errors: kModel, naming tensor, expected and found.
  Result<std::vector<std::unique_ptr<Weight>>> (*open)(const ModuleRequest& request);

  // "3 bit, group 64" for a summary of what was opened.
  std::string (*label)(const Weight& weight);
};

std::span<const Format* const> Formats();

struct OpenedModule {
  const Format* format;
  std::vector<std::unique_ptr<Weight>> weights;  // 1, or num_experts
};

// Errors: kModel; no format recognises the module, or the one that does finds it wrong.
Result<OpenedModule> OpenModule(const ModuleRequest& request);

}  // namespace ponder
