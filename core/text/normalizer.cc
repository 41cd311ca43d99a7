#include "core/text/normalizer.h"

#include "core/text/json_object.h"
#include "core/text/pattern_field.h"
#include "core/text/unicode.h"
#include "core/text/unicode_form.h"

namespace ponder {
namespace {

constexpr size_t kMaxSteps = 64;
constexpr size_t kMaxGrowth = 16;  // bytes behind a normalizer for each before it, and so many more
constexpr size_t kMaxAddedBytes = 64;

std::string Strip(std::string_view text, bool left, bool right) {
  if (left) text.remove_prefix(LeadingBytes(text, IsWhiteSpace));
  if (right) text.remove_suffix(TrailingBytes(text, IsWhiteSpace));
  return std::string(text);
}

}  // namespace

Result<Normalizer> Normalizer::Parse(const nlohmann::json* field, const std::string& where) {
  Normalizer normalizer;
  if (field != nullptr) TRY(normalizer.Add(*field, where, "normalizer"));
  return normalizer;
}

Status Normalizer::Add(const nlohmann::json& field, const std::string& where,
                       const std::string& path) {
  const JsonObject object = TRY(JsonObject::From(field, where, path));
  const std::string type = TRY(object.Type());
  if (steps_.size() >= kMaxSteps) return object.Wrong("", "more than {} normalizers", kMaxSteps);
  if (type == "Sequence") {
    const nlohmann::json* children = TRY(object.Array("normalizers"));
    for (size_t i = 0; i < children->size(); ++i) {
      const std::string child_path = fmt::format("{}.normalizers[{}]", path, i);
      const JsonObject child = TRY(JsonObject::From((*children)[i], where, child_path));
      if (TRY(child.Type()) == "Sequence") return child.Wrong("", "a Sequence inside a Sequence");
      TRY(Add((*children)[i], where, child_path));
    }
  } else if (const auto form = ParseUnicodeForm(type)) {
    steps_.push_back([form](std::string_view text, size_t, MatchWorkspace&) {
      return ToUnicodeForm(*form, text);
    });
  } else if (type == "Lowercase") {
    steps_.push_back([](std::string_view text, size_t, MatchWorkspace&) { return ToLower(text); });
  } else if (type == "Prepend") {
    steps_.push_back([prefix = TRY(object.Text("prepend"))](std::string_view text, size_t max_bytes,
                                                            MatchWorkspace&) {
      const bool fits = !text.empty() && prefix.size() + text.size() <= max_bytes;
      return (fits ? prefix : "") + std::string(text);
    });
  } else if (type == "Replace") {
    Regex regex = TRY(ParsePattern(object));
    std::string content = TRY(object.Text("content"));
    steps_.push_back([regex = std::move(regex), content = std::move(content)](
                         std::string_view text, size_t max_bytes, MatchWorkspace& workspace) {
      return regex.ReplaceAll(text, content, max_bytes, workspace);
    });
  } else if (type == "Strip") {
    const bool left = TRY(object.FlagOr("strip_left", true));
    const bool right = TRY(object.FlagOr("strip_right", true));
    steps_.push_back([left, right](std::string_view text, size_t, MatchWorkspace&) {
      return Strip(text, left, right);
    });
  } else {
    return object.Wrong("type",
                        "'{}' is not supported; NFC, NFD, NFKC, NFKD, Lowercase, Prepend, Replace, "
                        "Strip and Sequence are",
                        type);
  }
  return {};
}

std::string Normalizer::Apply(std::string_view text, MatchWorkspace& workspace) const {
  const size_t max_bytes = kMaxGrowth * text.size() + kMaxAddedBytes;
  std::string out(text);
  for (const Step& step : steps_) out = step(out, max_bytes, workspace);
  return out;
}

}  // namespace ponder
