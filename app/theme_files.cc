#include "app/theme_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

#include "core/base/utf8.h"
#include "themes/embedded.h"

namespace ponder {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxThemeBytes = 64 << 10;
constexpr size_t kMaxFilesListed = 1000;

// A name is part of a path; it must not lead out of its folder.
bool IsPlainName(std::string_view name) {
  return !name.empty() && name.find('/') == std::string_view::npos && name[0] != '.';
}

std::optional<std::string> ReadThemeFile(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > kMaxThemeBytes) {
    return std::nullopt;
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

Result<Theme> LoadTheme(std::string_view name, const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    if (!IsPlainName(name)) break;
    const fs::path path = fs::path(folder) / (std::string(name) + ".theme");
    if (const auto text = ReadThemeFile(path)) {
      return ParseTheme(std::string(name), *text, path.string());
    }
  }
  for (const EmbeddedTheme& theme : EmbeddedThemes()) {
    if (theme.name == name) {
      return ParseTheme(std::string(name), theme.text, fmt::format("{}.theme", theme.name));
    }
  }
  return Fail(ErrorCode::kConfig, "theme", "there is no theme '{}'; there are {}",
              VisibleLine(name), fmt::join(ThemeNames(folders), ", "));
}

std::vector<std::string> ThemeNames(const std::vector<std::string>& folders) {
  std::set<std::string> names;
  for (const EmbeddedTheme& theme : EmbeddedThemes()) names.emplace(theme.name);
  for (const std::string& folder : folders) {
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (size_t n = 0; !error && entry != fs::directory_iterator() && n < kMaxFilesListed;
         entry.increment(error), ++n) {
      if (entry->path().extension() == ".theme") names.insert(entry->path().stem().string());
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace ponder
