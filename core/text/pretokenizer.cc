#include "core/text/pretokenizer.h"

#include "core/base/utf8.h"
#include "core/text/json_object.h"
#include "core/text/pattern_field.h"

namespace ponder {
namespace {

constexpr size_t kMaxSteps = 64;
// GPT-2's pattern, which ByteLevel brings along unless use_regex is false.
constexpr std::string_view kByteLevelPattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr std::string_view kPunctuationPattern = R"([\p{P}$+<=>^`|~])";
constexpr std::string_view kWordPattern = R"(\w+|[^\w\s]+)";

Result<SplitBehavior> BehaviorOf(const JsonObject& object, std::string fallback) {
  const std::string name = TRY(object.TextOr("behavior", std::move(fallback)));
  if (const auto behavior = ParseSplitBehavior(name)) return *behavior;
  return object.Wrong("behavior",
                      "'{}' is unknown; want Removed, Isolated, MergedWithPrevious, MergedWithNext "
                      "or Contiguous",
                      name);
}

std::string ReplaceSpaces(std::string_view text, std::string_view replacement) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    if (c == ' ') {
      out += replacement;
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace

Result<Pretokenizer> Pretokenizer::Parse(const nlohmann::json* field, const std::string& where) {
  Pretokenizer pretokenizer;
  if (field != nullptr) {
    TRY(pretokenizer.Add(*field, where, "pre_tokenizer", /*nested=*/false));
  }
  return pretokenizer;
}

Status Pretokenizer::Add(const nlohmann::json& field, const std::string& where,
                         const std::string& path, bool nested) {
  const JsonObject object = TRY(JsonObject::From(field, where, path));
  const std::string type = TRY(object.Type());
  if (steps_.size() >= kMaxSteps) return object.Wrong("", "more than {} steps", kMaxSteps);
  if (byte_level_) return object.Wrong("", "'{}' behind ByteLevel; ByteLevel must be last", type);
  if (type == "Sequence" && !nested) {
    const nlohmann::json* children = TRY(object.Array("pretokenizers"));
    for (size_t i = 0; i < children->size(); ++i) {
      TRY(Add((*children)[i], where, fmt::format("{}.pretokenizers[{}]", path, i), true));
    }
    return {};
  }
  if (type == "Split") return AddSplit(object);
  if (type == "ByteLevel") return AddByteLevel(object);
  if (type == "Metaspace") return AddMetaspace(object);
  if (type == "Digits") {
    const bool individual = TRY(object.FlagOr("individual_digits", false));
    return AddPattern(individual ? R"(\p{N})" : R"(\p{N}+)", SplitBehavior::kIsolated, false);
  }
  if (type == "Punctuation") {
    return AddPattern(kPunctuationPattern, TRY(BehaviorOf(object, "Isolated")), false);
  }
  if (type == "Whitespace") return AddPattern(kWordPattern, SplitBehavior::kRemoved, true);
  if (type == "WhitespaceSplit") return AddPattern(R"(\s)", SplitBehavior::kRemoved, false);
  return object.Wrong("type",
                      "'{}' is not supported here; Split, ByteLevel, Digits, Punctuation, "
                      "Whitespace, WhitespaceSplit, Metaspace and one Sequence of these are",
                      type);
}

Status Pretokenizer::AddPattern(std::string_view pattern, SplitBehavior behavior, bool invert) {
  Regex regex = TRY(Regex::Compile(pattern, "built-in pattern"));
  steps_.push_back(Split{std::move(regex), behavior, invert});
  return {};
}

Status Pretokenizer::AddSplit(const JsonObject& object) {
  Regex regex = TRY(ParsePattern(object));
  const SplitBehavior behavior = TRY(BehaviorOf(object, ""));
  const bool invert = TRY(object.FlagOr("invert", false));
  steps_.push_back(Split{std::move(regex), behavior, invert});
  return {};
}

Status Pretokenizer::AddByteLevel(const JsonObject& object) {
  if (TRY(object.FlagOr("add_prefix_space", true))) steps_.push_back(PrefixSpace{});
  byte_level_ = true;
  if (!TRY(object.FlagOr("use_regex", true))) return {};
  return AddPattern(kByteLevelPattern, SplitBehavior::kIsolated, false);
}

Status Pretokenizer::AddMetaspace(const JsonObject& object) {
  Metaspace step;
  step.replacement = TRY(object.Text("replacement"));
  if (step.replacement.size() != DecodeUtf8(step.replacement).num_bytes) {
    return object.Wrong("replacement", "want one character, found '{}'", step.replacement);
  }
  const bool prefix = TRY(object.FlagOr("add_prefix_space", true));
  const std::string scheme = TRY(object.TextOr("prepend_scheme", prefix ? "always" : "never"));
  if (scheme != "always" && scheme != "first" && scheme != "never") {
    return object.Wrong("prepend_scheme", "'{}' is unknown; want always, first or never", scheme);
  }
  step.prepend = scheme == "always"  ? Prepend::kAlways
                 : scheme == "first" ? Prepend::kFirst
                                     : Prepend::kNever;
  Regex regex = TRY(Regex::Literal(step.replacement, object.PathOf("replacement")));
  steps_.push_back(std::move(step));
  if (TRY(object.FlagOr("split", true))) {
    steps_.push_back(Split{std::move(regex), SplitBehavior::kMergedWithNext, false});
  }
  return {};
}

void Pretokenizer::Run(std::string_view text, bool at_start, MatchWorkspace& workspace,
                       const Sink& sink) const {
  RunFrom(0, text, at_start, workspace, sink);
}

void Pretokenizer::RunFrom(size_t step, std::string_view text, bool at_start,
                           MatchWorkspace& workspace, const Sink& sink) const {
  if (text.empty()) return;
  if (step == steps_.size()) return sink(text);
  if (const auto* split = std::get_if<Split>(&steps_[step])) {
    for (const TextRange& piece : split->Apply(text, workspace)) {
      RunFrom(step + 1, text.substr(piece.begin, piece.end - piece.begin),
              at_start && piece.begin == 0, workspace, sink);
    }
  } else if (const auto* metaspace = std::get_if<Metaspace>(&steps_[step])) {
    std::string replaced = ReplaceSpaces(text, metaspace->replacement);
    const bool prepend = metaspace->prepend == Prepend::kAlways ||
                         (metaspace->prepend == Prepend::kFirst && at_start);
    if (prepend && !replaced.starts_with(metaspace->replacement)) {
      replaced.insert(0, metaspace->replacement);
    }
    RunFrom(step + 1, replaced, at_start, workspace, sink);
  } else {
    RunFrom(step + 1, text.starts_with(' ') ? std::string(text) : " " + std::string(text), at_start,
            workspace, sink);
  }
}

}  // namespace ponder
