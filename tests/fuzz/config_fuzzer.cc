// Any bytes: a config that can be computed with, or a message.
#include <string_view>

#include "core/base/check.h"
#include "core/model/forward.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto config = ponder::ParseModelConfig(text, "fuzz");
  if (!config) {
    CHECK(!ponder::Describe(config.error()).empty());
    return 0;
  }
  const auto shape = ponder::ShapeOfState(*config, 4096, ponder::KvKind::kF16);
  CHECK(shape.kv_bytes_per_token() >= 0 && shape.recurrent_bytes() >= 0);
  CHECK(config->in_proj_size() >= config->conv_dim());
  return 0;
}
