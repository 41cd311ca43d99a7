// Writing a file so that a reader sees the old content or the new one, never a part.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace ponder {

// Writes beside `path`, syncs, renames. Errors: kRuntime with the system's reason (e.g. disk full);
// the old file is untouched then.
Status WriteFileAtomically(const std::string& path, std::string_view content);

}  // namespace ponder
