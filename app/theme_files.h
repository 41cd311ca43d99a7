// Finding themes by name: files of the user's folders first, then the embedded ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "ui/screen/theme.h"

namespace ponder {

// Errors: kConfig, naming the themes there are, or the line of the file that is wrong.
Result<Theme> LoadTheme(std::string_view name, const std::vector<std::string>& folders);

std::vector<std::string> ThemeNames(const std::vector<std::string>& folders);  // sorted

}  // namespace ponder
