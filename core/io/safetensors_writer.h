// Writing small safetensors files: the results of `ponder logits`.
#pragma once

#include <string>
#include <vector>

#include "core/io/safetensors.h"

namespace ponder {

// The whole file in memory. Tensors are laid out in the given order.
std::string SerializeSafetensors(const std::vector<TensorView>& tensors);

}  // namespace ponder
