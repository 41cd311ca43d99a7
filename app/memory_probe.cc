#include "app/memory_probe.h"

#include <sys/resource.h>

#include <charconv>
#include <fstream>
#include <string>
#include <string_view>

namespace ponder {
namespace {

// Files of /proc: lines "Name:   123 kB".
std::string ReadProcFile(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

uint64_t KilobytesOf(std::string_view text, std::string_view name) {
  const size_t at = text.find(name);
  if (at == std::string_view::npos) return 0;
  text.remove_prefix(at + name.size());
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value * 1024;
}

}  // namespace

MemoryReading ReadMemory() {
  MemoryReading reading;
  const std::string process = ReadProcFile("/proc/self/status");
  reading.process_bytes = KilobytesOf(process, "\nVmRSS:");
  reading.mapped_file_bytes = KilobytesOf(process, "\nRssFile:");
  const std::string machine = "\n" + ReadProcFile("/proc/meminfo");
  reading.machine_bytes = KilobytesOf(machine, "\nMemTotal:");
  reading.available_bytes = KilobytesOf(machine, "\nMemAvailable:");
  reading.swap_total_bytes = KilobytesOf(machine, "\nSwapTotal:");
  reading.swap_used_bytes = reading.swap_total_bytes - KilobytesOf(machine, "\nSwapFree:");
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) {
    reading.page_faults = static_cast<uint64_t>(usage.ru_majflt);
  }
  return reading;
}

}  // namespace ponder
