#include "core/base/result.h"
#include "core/base/utf8.h"

namespace ponder {
namespace {

// A message may quote a file, and a hostile file may be long.
constexpr size_t kLongestMessage = 1000;

}  // namespace

std::string Describe(const Error& error) {
  std::string line = error.where.empty() ? error.message : error.where + ": " + error.message;
  if (line.size() > kLongestMessage + error.where.size()) {
    line.resize(kLongestMessage + error.where.size());
    line += " ...";
  }
  return VisibleLine(line);
}

int ExitCode(ErrorCode code) {
  switch (code) {
    case ErrorCode::kRuntime:
      return 1;
    case ErrorCode::kUsage:
      return 2;
    case ErrorCode::kConfig:
      return 3;
    case ErrorCode::kModel:
      return 4;
    case ErrorCode::kMemory:
      return 5;
    case ErrorCode::kLimit:
      return 6;
    case ErrorCode::kCancelled:
      return 130;
  }
  return 1;
}

}  // namespace ponder
