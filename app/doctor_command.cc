#include "app/doctor_command.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/args.h"
#include "app/model_source.h"
#include "core/base/byte_text.h"
#include "core/base/simd.h"
#include "core/base/thread_pool.h"
#include "core/base/utf8.h"
#include "core/engine/memory_check.h"
#include "core/quant/format.h"

namespace ponder {
namespace {

std::string ProcessorName() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    const size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown";
}

std::string SimdText() {
  std::string supported;
  for (const SimdTarget target : SupportedSimdTargets()) {
    if (!supported.empty()) supported += ", ";
    supported += Name(target);
  }
  return fmt::format("{} in use, of {} (PONDER_SIMD chooses)", Name(CurrentSimdTarget()),
                     supported);
}

std::string MemoryText() {
  const MachineMemory machine = ReadMachineMemory();
  return fmt::format("{}, {} available", FormatBytes(static_cast<double>(machine.total_bytes)),
                     FormatBytes(static_cast<double>(machine.available_bytes)));
}

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string TerminalText() {
  if (!isatty(STDOUT_FILENO)) return "none: stdout is no terminal";
  winsize size{};
  ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
  std::string text =
      fmt::format("{}, {} columns, {} rows", Variable("TERM"), size.ws_col, size.ws_row);
  if (!Variable("COLORTERM").empty()) text += ", " + Variable("COLORTERM");
  if (!Variable("NO_COLOR").empty()) text += ", NO_COLOR";
  return text;
}

std::string LocaleText() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (const std::string value = Variable(name); !value.empty()) return value;
  }
  return "none set";
}

std::string PathText(const std::string& path) {
  std::error_code ignored;
  return path + (std::filesystem::exists(path, ignored) ? "" : "  (not there)");
}

void Line(std::FILE* out, std::string_view name, const std::string& text) {
  fmt::print(out, "{:14} {}\n", name, VisibleLine(text));
}

}  // namespace

void RunDoctorCommand(const Paths& paths, std::FILE* out) {
  Line(out, "ponder", PONDER_VERSION);
  Line(out, "processor", ProcessorName());
  Line(out, "instructions", SimdText());
  Line(out, "cores",
       fmt::format("{} physical, {} logical", NumPhysicalCores(),
                   std::thread::hardware_concurrency()));
  Line(out, "memory", MemoryText());
  Line(out, "terminal", TerminalText());
  Line(out, "locale", LocaleText());
  Line(out, "settings file", PathText(paths.config_file()));
  Line(
      out, "models folder",
      fmt::format("{}  {} models", PathText(paths.models_folder()), InstalledModels(paths).size()));
  Line(out, "input history", PathText(paths.history_file()));
  fmt::print(out, "\nformats of weights that can be read\n");
  for (const Format* format : Formats()) {
    fmt::print(out, "  {:12} {}\n", format->name, format->description);
  }
}

}  // namespace ponder
