#include "app/config_file.h"

#include <sys/stat.h>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "app/nearest.h"
#include "core/base/utf8.h"
#include "core/io/mapped_file.h"

namespace ponder {
namespace {

constexpr size_t kMaxBytes = 1 << 20;

// Where messages say it is.
std::string At(const std::string& path, const toml::source_region& source) {
  return fmt::format("{}:{}", path, source.begin.line);
}

std::string Unknown(std::string_view key) {
  std::vector<std::string_view> known = {"theme", "model"};
  for (const SettingRow& row : SettingRows()) known.push_back(row.name);
  const auto nearest = NearestName(key, known);
  return fmt::format("unknown setting \"{}\"{}", VisibleLine(key),
                     nearest ? fmt::format("; did you mean {}?", *nearest) : "");
}

// As it would be typed after /set; empty for arrays, tables and dates.
std::string ValueText(const toml::node& node) {
  if (const auto text = node.as_string()) return text->get();
  if (const auto number = node.as_integer()) return std::to_string(number->get());
  if (const auto number = node.as_floating_point()) return fmt::format("{}", number->get());
  if (const auto flag = node.as_boolean()) return flag->get() ? "on" : "off";
  return "";
}

Status TakeValue(std::string_view key, const toml::node& node, const std::string& where,
                 ConfigFile& config) {
  const std::string text = ValueText(node);
  if (key == "theme" || key == "model") {
    if (!node.is_string()) {
      return Fail(ErrorCode::kConfig, where, "{} wants text in quotes", key);
    }
    (key == "theme" ? config.theme : config.model) = text;
    return {};
  }
  const SettingRow* row = FindSetting(key);
  if (!row) return Fail(ErrorCode::kConfig, where, "{}", Unknown(key));
  if (const Status set = config.settings.Set(*row, text); !set) {
    return Fail(ErrorCode::kConfig, where, "{}", Describe(set.error()));
  }
  return {};
}

}  // namespace

Result<ConfigFile> ReadConfigFile(const std::string& path) {
  ConfigFile config;
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 && errno == ENOENT) return config;
  const Result<Blob> blob = MapFile(path);
  if (!blob) return Fail(ErrorCode::kConfig, path, "{}", blob.error().message);
  if (blob->bytes.size() > kMaxBytes) {
    return Fail(ErrorCode::kConfig, path, "want at most {} bytes, found {}", kMaxBytes,
                blob->bytes.size());
  }
  const std::string_view text(reinterpret_cast<const char*>(blob->bytes.data()),
                              blob->bytes.size());
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    return Fail(ErrorCode::kConfig, At(path, parsed.error().source()), "{}",
                parsed.error().description());
  }
  for (const auto& [key, node] : parsed.table()) {
    TRY(TakeValue(key.str(), node, At(path, key.source()), config));
  }
  return config;
}

}  // namespace ponder
