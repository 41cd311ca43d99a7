// Sizes in bytes as people read them: decimal units, as disks, files and model cards use them.
#pragma once

#include <string>

namespace ponder {

// "512 kB", "140 MB", "11.2 GB": at most 6 columns below 10 GB. Negative and NaN: "0 kB".
std::string FormatBytes(double bytes);
std::string FormatGigabytes(double bytes);  // "11.2", "0.4": the number alone

}  // namespace ponder
