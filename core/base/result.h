// Result<T>: a value, or an Error that tells the user what was expected, what was found, and where.
//
// Use it when data or the environment may be wrong. For our own bugs use CHECK (check.h).
// Nothing in ponder throws; the top function of each thread catches what libraries throw.
#pragma once

#include <fmt/format.h>

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace ponder {

// What went wrong, as far as the caller (finally: the exit code) cares. See ExitCode().
enum class ErrorCode {
  kRuntime,    // disk, terminal, anything the environment refused
  kUsage,      // the command line or a slash command was used wrongly
  kConfig,     // a settings or theme file is wrong
  kModel,      // a checkpoint is missing, damaged, or of an unknown kind
  kMemory,     // the machine has too little memory for what was asked
  kLimit,      // the context or token limit was reached
  kCancelled,  // the user asked to stop
};

struct Error {
  ErrorCode code = ErrorCode::kRuntime;
  std::string message;  // one line: what was expected, what was found, what to do
  std::string where;    // file, tensor, or setting; may be empty
};

// "where: message", on one line; control characters in either are replaced.
std::string Describe(const Error& error);

// The process exit code for an error, as documented in README.md.
int ExitCode(ErrorCode code);

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

template <typename... Args>
tl::unexpected<Error> Fail(ErrorCode code, std::string where, fmt::format_string<Args...> format,
                           Args&&... args) {
  return tl::unexpected<Error>(
      Error{code, fmt::format(format, std::forward<Args>(args)...), std::move(where)});
}

template <typename T>
T TakeValue(Result<T>&& result) {
  return std::move(*result);
}
inline void TakeValue(Status&&) {}

}  // namespace ponder

// TRY(expression): the value of a Result, or return its error from the enclosing function.
// Each use has its own name, so that one TRY may stand inside another. In braces or a lambda's
// capture only the first element may have one: a return from there leaks the elements made before
// it, with g++ 12 and clang 14 alike (tests/layers/try_test.cc looks for such places).
#define TRY(...) PONDER_TRY_NUMBERED(__COUNTER__, __VA_ARGS__)
#define PONDER_TRY_NUMBERED(number, ...) PONDER_TRY_JOINED(number, __VA_ARGS__)
#define PONDER_TRY_JOINED(number, ...) PONDER_TRY_AS(ponder_try_##number, __VA_ARGS__)
#define PONDER_TRY_AS(name, ...)                                                \
  __extension__({                                                               \
    auto name = (__VA_ARGS__);                                                  \
    if (!name) return tl::unexpected<::ponder::Error>(std::move(name).error()); \
    ::ponder::TakeValue(std::move(name));                                       \
  })
