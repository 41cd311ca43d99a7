#include "core/base/log.h"

namespace ponder {
namespace {
std::function<void(std::string_view)>& Sink() {
  static std::function<void(std::string_view)> sink;
  return sink;
}
}  // namespace

void SetLogSink(std::function<void(std::string_view)> sink) { Sink() = std::move(sink); }

void LogLine(std::string_view line) {
  if (Sink()) Sink()(line);
}

}  // namespace ponder
