// Diagnostics for people who debug ponder. Silent unless a sink is set (app/ does, from
// PONDER_LOG).
#pragma once

#include <fmt/format.h>

#include <functional>
#include <string_view>
#include <utility>

namespace ponder {

// Set once before threads start. The sink must be callable from any thread.
void SetLogSink(std::function<void(std::string_view line)> sink);
void LogLine(std::string_view line);

template <typename... Args>
void Log(fmt::format_string<Args...> format, Args&&... args) {
  LogLine(fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace ponder
