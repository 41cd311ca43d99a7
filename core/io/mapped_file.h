// A whole file mapped read-only.
#pragma once

#include <memory>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace ponder {

// Bytes and whoever keeps them alive.
struct Blob {
  Bytes bytes;
  std::shared_ptr<const void> owner;
};

// Errors: kModel with the system's reason. An empty file is an empty Blob. Directories, pipes and
// devices are refused.
Result<Blob> MapFile(const std::string& path);

}  // namespace ponder
