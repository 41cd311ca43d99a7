#include "core/base/byte_text.h"

#include <fmt/format.h>

#include <cmath>

namespace ponder {

std::string FormatBytes(double bytes) {
  if (!(bytes > 999e3)) return fmt::format("{:.0f} kB", std::ceil(std::fmax(bytes, 0) / 1e3));
  if (bytes < 999.5e6) return fmt::format("{:.0f} MB", bytes / 1e6);
  return FormatGigabytes(bytes) + " GB";
}

std::string FormatGigabytes(double bytes) { return fmt::format("{:.1f}", bytes / 1e9); }

}  // namespace ponder
