// Settings as people write and read them.
#include <charconv>
#include <cmath>

#include "core/base/utf8.h"
#include "core/chat/settings.h"

namespace ponder {
namespace {

std::string FormatValue(const SettingRow& row, float value) {
  if (row.step >= 1) return fmt::format("{:g}", value);
  const bool two_decimals_do = std::abs(std::round(value * 100) - value * 100) < 1e-3f;
  return two_decimals_do ? fmt::format("{:.2f}", value) : fmt::format("{:g}", value);
}
std::string FormatValue(const SettingRow&, int value) { return std::to_string(value); }
std::string FormatValue(const SettingRow&, bool value) { return value ? "on" : "off"; }
std::string FormatValue(const SettingRow&, const std::optional<uint64_t>& value) {
  return value ? std::to_string(*value) : "random";
}

// What may be written, for error messages.
std::string Allowed(const SettingRow& row) {
  if (std::holds_alternative<bool Settings::*>(row.field)) return "on or off";
  if (std::holds_alternative<std::optional<uint64_t> Settings::*>(row.field)) {
    return "a whole number from 0, or random";
  }
  const bool whole = std::holds_alternative<int Settings::*>(row.field);
  std::string text =
      fmt::format("a {}number from {:.0f} to {:.0f}", whole ? "whole " : "", row.min, row.max);
  if (row.off >= 0) text += fmt::format(" ({:.0f} = {})", row.off, row.off_word);
  return text;
}

template <typename Number>
std::optional<Number> ParseNumber(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

// Ranged numbers. False if `text` is none.
template <typename Number>
bool ParseValue(const SettingRow& row, std::string_view text, Number& value) {
  if (row.off >= 0 && (text == row.off_word || text == "off")) {
    value = static_cast<Number>(row.off);
    return true;
  }
  const std::optional<Number> number = ParseNumber<Number>(text);
  // Written so that NaN fails.
  if (!number || !(static_cast<double>(*number) >= row.min) ||
      !(static_cast<double>(*number) <= row.max)) {
    return false;
  }
  value = *number;
  return true;
}

bool ParseValue(const SettingRow&, std::string_view text, bool& value) {
  const bool on = text == "on" || text == "true" || text == "yes" || text == "1";
  const bool off = text == "off" || text == "false" || text == "no" || text == "0";
  if (on || off) value = on;
  return on || off;
}

bool ParseValue(const SettingRow&, std::string_view text, std::optional<uint64_t>& value) {
  if (text == "random") {
    value = std::nullopt;
    return true;
  }
  const std::optional<uint64_t> number = ParseNumber<uint64_t>(text);
  if (number) value = number;
  return number.has_value();
}

}  // namespace

std::string FormatSetting(const SettingRow& row, const Settings& settings) {
  return std::visit(
      [&](auto field) {
        const auto& value = settings.*field;
        using Value = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, float> || std::is_same_v<Value, int>) {
          if (static_cast<double>(value) == row.off) return std::string(row.off_word);
        }
        return FormatValue(row, value);
      },
      row.field);
}

Status ParseSetting(const SettingRow& row, std::string_view text, Settings& settings) {
  const bool parsed =
      std::visit([&](auto field) { return ParseValue(row, text, settings.*field); }, row.field);
  if (parsed) return {};
  return Fail(ErrorCode::kUsage, std::string(row.name), "want {}, got \"{}\"", Allowed(row),
              VisibleLine(text));
}

std::string DescribeChange(const Settings& before, const Settings& after) {
  std::string text;
  for (const SettingRow& row : SettingRows()) {
    const std::string from = FormatSetting(row, before);
    const std::string to = FormatSetting(row, after);
    if (from == to) continue;
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {} -> {}", row.name, from, to);
  }
  return text;
}

}  // namespace ponder
