// A copy of a golden checkpoint that a test may damage; it goes away with the test.
#pragma once

#include <filesystem>
#include <string_view>

#include "tests/support/golden.h"
#include "tests/support/temp_folder.h"

namespace ponder::testing {

class ModelCopy : public TempFolder {
 public:
  explicit ModelCopy(std::string_view golden) { std::filesystem::copy(GoldenPath(golden), path()); }
};

}  // namespace ponder::testing
