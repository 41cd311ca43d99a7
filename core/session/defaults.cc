#include "core/session/defaults.h"

#include <algorithm>

namespace ponder {
namespace {

// 3 bits with their scales take less, 4 bits with theirs more.
constexpr double kStoredBitsOfThree = 4.0;

bool IsLowBitTurboQuant(std::span<const ModuleInfo> inventory) {
  double stored_bits = 0;
  double parameters = 0;
  for (const ModuleInfo& module : inventory) {
    if (module.format->name != "TurboQuant") continue;
    stored_bits += 8 * static_cast<double>(module.bytes);
    parameters += static_cast<double>(module.num_parameters());
  }
  return parameters > 0 && stored_bits / parameters < kStoredBitsOfThree;
}

// A file may say anything: values outside the settings' ranges are brought into them.
template <typename Number>
void Take(const std::optional<Number>& said, Number min, Number max, Number& setting) {
  if (said && *said >= min) setting = std::min(*said, max);
}

}  // namespace

Settings DefaultSettings(const GenerationConfig& generation,
                         std::span<const ModuleInfo> inventory) {
  Settings settings;
  Take(generation.pace, 0.0f, 1000.0f, settings.pace);
  if (IsLowBitTurboQuant(inventory)) {
    settings.min_tokens = 50;
    settings.rep_penalty = 1.04f;
    settings.rep_ctx = 256;
    return settings;
  }
  Take(generation.temperature, 0.0f, 2.0f, settings.temp);
  Take(generation.top_p, 0.0f, 1.0f, settings.top_p);
  Take(generation.top_k, 0, 1000, settings.top_k);
  Take(generation.min_p, 0.0f, 1.0f, settings.min_p);
  Take(generation.repetition_penalty, 1.0f, 2.0f, settings.rep_penalty);
  if (generation.do_sample == false) settings.temp = 0;
  return settings;
}

}  // namespace ponder
