// Numbers as the screen shows them: short, with their unit, and never wider than said.
#pragma once

#include <cstdint>
#include <string>

namespace ponder {

std::string FormatCount(uint64_t n);         // "1,204"
std::string FormatTokens(uint64_t n);        // "1,204 tokens", "1 token"
std::string FormatShortCount(uint64_t n);    // "512", "1.5k", "33k", "1.0M": at most 4 columns
std::string FormatRoundCount(uint64_t n);    // the same, but 32768 is "32k"
std::string FormatDuration(double seconds);  // "<1 s", "12 s", "2 min 5 s", "1 h 4 min"
std::string FormatRate(double per_second);   // "9.7", "412", "1,900"; negative and not finite: "0"
std::string FormatClock(int64_t unix_seconds);  // "14:02", local time

// Right-aligned to `columns`, which ASCII text needs.
std::string PadLeft(const std::string& text, size_t columns);
std::string RateColumn(double per_second);  // FormatRate in the same five columns while it changes

}  // namespace ponder
