// What one rendering may use. A template comes with a model and may be hostile: reaching a limit is
// an error of the template, never a crash or a hang.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ponder::jinja {

inline constexpr size_t kMaxTemplateBytes = 4 << 20;
inline constexpr size_t kMaxWordBytes = 1000;     // a name or a number
inline constexpr int kMaxParseDepth = 100;        // nested expressions and blocks
inline constexpr size_t kMaxLinksPerTag = 4000;   // a.b.c|d|e: one each; they nest leftwards
inline constexpr int kMaxEvaluationDepth = 600;   // nested evaluations, mostly by macros
inline constexpr int kMaxValueDepth = 200;        // lists in lists, walked when printing
inline constexpr uint64_t kMaxSteps = 5'000'000;  // a few hundred a message; under a second
inline constexpr size_t kBytesPerStep = 256;      // text that is copied or searched
inline constexpr size_t kBytesPerSlowStep = 8;    // text looked at character by character
inline constexpr size_t kMaxMemoryBytes = 128 << 20;
inline constexpr size_t kMaxOutputBytes = 64 << 20;
inline constexpr int64_t kMaxRange = 100'000;  // as Jinja's sandbox

}  // namespace ponder::jinja
