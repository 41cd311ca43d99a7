#include "core/text/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "core/base/utf8.h"
#include "core/text/oniguruma.h"

namespace ponder {
namespace {

constexpr size_t kMaxPatternBytes = 1 << 16;
// Long runs of one character class need about one step each; the rest is for backtracking.
constexpr uint32_t kMatchSteps = 10'000'000;
constexpr uint32_t kMatchStepsPerByte = 20;
constexpr uint32_t kMatchHeapKib = 1 << 19;
constexpr size_t kJitStackBytes = 64 << 20;  // reserved, touched only as far as needed

template <typename T, void (*kFree)(T*)>
struct Freer {
  void operator()(T* object) const { kFree(object); }
};
template <typename T, void (*kFree)(T*)>
using Owned = std::unique_ptr<T, Freer<T, kFree>>;

using CompiledPattern = Owned<pcre2_code, pcre2_code_free>;
using CompileContext = Owned<pcre2_compile_context, pcre2_compile_context_free>;
using MatchContext = Owned<pcre2_match_context, pcre2_match_context_free>;
using MatchData = Owned<pcre2_match_data, pcre2_match_data_free>;
using JitStack = Owned<pcre2_jit_stack, pcre2_jit_stack_free>;

// The first match at or after `start`.
bool FindNext(const pcre2_code& code, std::string_view text, size_t start, pcre2_match_data& data,
              pcre2_match_context& context, TextRange& match) {
  const auto try_match = [&](uint32_t options) {
    return pcre2_match(&code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), start,
                       PCRE2_NO_UTF_CHECK | options, &data, &context);
  };
  int count = try_match(0);
  if (count == PCRE2_ERROR_JIT_STACKLIMIT) count = try_match(PCRE2_NO_JIT);
  if (count < 0) return false;
  const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(&data);
  match = {bounds[0], bounds[1]};
  return match.begin <= match.end;  // \K in a lookahead can turn a match around
}

}  // namespace

struct MatchWorkspace::Parts {
  MatchData data{pcre2_match_data_create(1, nullptr)};
  MatchContext context{pcre2_match_context_create(nullptr)};
  JitStack stack{pcre2_jit_stack_create(1 << 15, kJitStackBytes, nullptr)};
};

MatchWorkspace::MatchWorkspace() : parts_(std::make_unique<Parts>()) {
  pcre2_set_heap_limit(parts_->context.get(), kMatchHeapKib);
  pcre2_jit_stack_assign(parts_->context.get(), nullptr, parts_->stack.get());
}
MatchWorkspace::~MatchWorkspace() = default;

struct Regex::Code {
  CompiledPattern pattern;
};

Result<Regex> Regex::CompileWith(std::string_view pattern, uint32_t options,
                                 const std::string& where) {
  if (pattern.size() > kMaxPatternBytes) {
    return Fail(ErrorCode::kModel, where, "want a pattern of at most {} bytes, found {}",
                kMaxPatternBytes, pattern.size());
  }
  const CompileContext context(pcre2_compile_context_create(nullptr));
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
  int error = 0;
  PCRE2_SIZE offset = 0;
  CompiledPattern code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                     PCRE2_UTF | options, &error, &offset, context.get()));
  if (code == nullptr) {
    PCRE2_UCHAR message[256] = "";
    pcre2_get_error_message(error, message, sizeof(message));
    return Fail(ErrorCode::kModel, where, "not a regular expression we can use: {} at byte {}",
                reinterpret_cast<const char*>(message), offset);
  }
  // Without a just-in-time compiler on this machine matching is slower, nothing else.
  pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
  return Regex(std::make_shared<const Code>(Code{std::move(code)}));
}

Result<Regex> Regex::Compile(std::string_view pattern, const std::string& where) {
  auto translated = PcrePatternFromOniguruma(pattern);
  if (!translated) return Fail(ErrorCode::kModel, where, "{}", translated.error().message);
  // In Ruby ^ and $ always mean lines.
  return CompileWith(*translated, PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, where);
}

Result<Regex> Regex::Literal(std::string_view text, const std::string& where) {
  if (text.empty()) return Fail(ErrorCode::kModel, where, "want a text to look for, found none");
  return CompileWith(text, PCRE2_LITERAL, where);
}

std::vector<TextRange> Regex::FindAll(std::string_view text, MatchWorkspace& workspace) const {
  const auto size = static_cast<uint32_t>(std::min<size_t>(text.size(), 1 << 27));
  pcre2_match_context& context = *workspace.parts_->context;
  pcre2_set_match_limit(&context, kMatchSteps + kMatchStepsPerByte * size);
  std::vector<TextRange> matches;
  size_t start = 0;
  size_t last_end = std::string_view::npos;
  TextRange match;
  while (FindNext(*code_->pattern, text, start, *workspace.parts_->data, context, match)) {
    const bool empty = match.begin == match.end;
    start = empty ? match.end + DecodeUtf8(text.substr(match.end)).num_bytes : match.end;
    if (!empty || match.begin != last_end) matches.push_back(match);
    last_end = match.end;
    if (empty && match.end == text.size()) break;
  }
  return matches;
}

std::string Regex::ReplaceAll(std::string_view text, std::string_view content, size_t max_bytes,
                              MatchWorkspace& workspace) const {
  std::string out;
  size_t end = 0;
  for (const TextRange& match : FindAll(text, workspace)) {
    const size_t left = text.size() - end - (match.end - match.begin);
    if (out.size() + content.size() + left > max_bytes) break;
    out += text.substr(end, match.begin - end);
    out += content;
    end = match.end;
  }
  return out += text.substr(end);
}

}  // namespace ponder
