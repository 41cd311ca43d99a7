#include "core/io/json.h"

#include <algorithm>
#include <utility>

#include "core/io/json_check.h"

namespace ponder {
namespace {

constexpr std::pair<std::string_view, std::string_view> kBareWords[] = {
    {"Infinity", "1.7976931348623157e308"}, {"NaN", "null"}};

// Replaces the bare words outside of strings.
std::string ToStrictJson(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\' && i + 1 < text.size()) {
      out.append(text.substr(i++, 2));
      continue;
    }
    if (c == '"') in_string = !in_string;
    const auto* word = std::ranges::find_if(kBareWords, [&](const auto& candidate) {
      return !in_string && text.substr(i).starts_with(candidate.first);
    });
    if (word == std::end(kBareWords)) {
      out.push_back(c);
    } else {
      out.append(word->second);
      i += word->first.size() - 1;
    }
  }
  return out;
}

}  // namespace

Result<nlohmann::json> ParsePythonJson(std::string_view text, const std::string& where) {
  const std::string strict = ToStrictJson(text);
  TRY(CheckJson(strict, {}, where));
  return nlohmann::json::parse(strict);
}

}  // namespace ponder
