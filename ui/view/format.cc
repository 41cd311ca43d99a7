#include "ui/view/format.h"

#include <fmt/format.h>

#include <cmath>
#include <ctime>

namespace ponder {
namespace {

constexpr uint64_t kMebi = uint64_t{1} << 20;
constexpr double kLongestDuration = 1e9;

// One decimal below 10, none above: "1.5", "32".
std::string TwoDigits(double value) {
  return value < 9.95 ? fmt::format("{:.1f}", value) : fmt::format("{:.0f}", value);
}

}  // namespace

std::string FormatCount(uint64_t n) {
  std::string text = std::to_string(n);
  for (size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string FormatTokens(uint64_t n) { return FormatCount(n) + (n == 1 ? " token" : " tokens"); }

std::string FormatShortCount(uint64_t n) {
  if (n < 1000) return std::to_string(n);
  const double thousands = static_cast<double>(n) / 1000;
  if (thousands < 999.5) return TwoDigits(thousands) + "k";
  return TwoDigits(thousands / 1000) + "M";
}

std::string FormatRoundCount(uint64_t n) {
  const bool round = n >= 1024 && n < kMebi && n % 1024 == 0;
  return round ? fmt::format("{}k", n / 1024) : FormatShortCount(n);
}

std::string FormatDuration(double seconds) {
  if (!(seconds >= 1)) return "<1 s";
  const auto whole = static_cast<uint64_t>(std::fmin(seconds, kLongestDuration));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

std::string FormatRate(double per_second) {
  if (!std::isfinite(per_second) || per_second <= 0) return "0";
  if (per_second < 99.95) return fmt::format("{:.1f}", per_second);
  return FormatCount(static_cast<uint64_t>(std::fmin(std::round(per_second), 1e12)));
}

std::string FormatClock(int64_t unix_seconds) {
  const auto time = static_cast<std::time_t>(unix_seconds);
  std::tm local{};
  if (localtime_r(&time, &local) == nullptr) return "--:--";
  return fmt::format("{:02}:{:02}", local.tm_hour, local.tm_min);
}

std::string PadLeft(const std::string& text, size_t columns) {
  return text.size() >= columns ? text : std::string(columns - text.size(), ' ') + text;
}

std::string RateColumn(double per_second) { return PadLeft(FormatRate(per_second), 5); }

}  // namespace ponder
