#include "core/text/token_decoder.h"

#include <charconv>
#include <optional>

#include "core/text/byte_level.h"
#include "core/text/json_object.h"
#include "core/text/pattern_field.h"

namespace ponder {
namespace {

constexpr size_t kMaxReplacements = 64;
constexpr int64_t kMaxStrip = 16;
// However many replacements there are, a token of n bytes stands for at most this times n and so
// many more.
constexpr size_t kMaxGrowth = 16;
constexpr size_t kMaxAddedBytes = 64;

// "<0x41>" is the byte 0x41.
std::optional<char> FallbackByte(std::string_view token) {
  if (token.size() != 6 || !token.starts_with("<0x") || !token.ends_with('>')) return std::nullopt;
  unsigned value = 0;
  const char* end = token.data() + 5;
  const auto parsed = std::from_chars(token.data() + 3, end, value, 16);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return static_cast<char>(value);
}

}  // namespace

Result<TokenDecoder> TokenDecoder::Parse(const nlohmann::json* field, const std::string& where) {
  TokenDecoder decoder;
  if (field == nullptr) return Fail(ErrorCode::kModel, where, "decoder: missing; want ByteLevel");
  TRY(decoder.Add(*field, where, "decoder", /*nested=*/false));
  return decoder;
}

Status TokenDecoder::Add(const nlohmann::json& field, const std::string& where,
                         const std::string& path, bool nested) {
  const JsonObject object = TRY(JsonObject::From(field, where, path));
  const std::string type = TRY(object.Type());
  if (replacements_.size() >= kMaxReplacements) return object.Wrong("", "too many steps");
  if (type == "Sequence" && !nested) {
    const nlohmann::json* children = TRY(object.Array("decoders"));
    for (size_t i = 0; i < children->size(); ++i) {
      TRY(Add((*children)[i], where, fmt::format("{}.decoders[{}]", path, i), true));
    }
    return {};
  }
  if (type == "ByteLevel") {
    byte_level_ = true;
    return {};
  }
  if (type == "ByteFallback") {
    byte_fallback_ = true;
    return {};
  }
  if (type == "Fuse") return {};
  if (type == "Strip") return AddStrip(object);
  if (type == "Metaspace") return AddMetaspace(object);
  if (type == "Replace") {
    std::string content = TRY(object.Text("content"));
    return AddReplacement(ParsePattern(object), std::move(content));
  }
  return object.Wrong("type",
                      "'{}' is not supported here; ByteLevel, Replace, ByteFallback, Fuse, Strip, "
                      "Metaspace and one Sequence of these are",
                      type);
}

Status TokenDecoder::AddReplacement(Result<Regex> regex, std::string content) {
  replacements_.push_back({TRY(std::move(regex)), std::move(content)});
  return {};
}

Status TokenDecoder::AddStrip(const JsonObject& object) {
  const int64_t start = TRY(object.IntegerOr("start", 0));
  if (TRY(object.TextOr("content", " ")) != " " || TRY(object.IntegerOr("stop", 0)) != 0 ||
      start < 0 || start > kMaxStrip) {
    return object.Wrong("", "want spaces stripped from the start only");
  }
  leading_spaces_ = static_cast<size_t>(start);
  return {};
}

Status TokenDecoder::AddMetaspace(const JsonObject& object) {
  const std::string replacement = TRY(object.Text("replacement"));
  const bool prefix = TRY(object.FlagOr("add_prefix_space", true));
  const std::string scheme = TRY(object.TextOr("prepend_scheme", prefix ? "always" : "never"));
  leading_spaces_ = scheme == "never" ? 0 : 1;
  return AddReplacement(Regex::Literal(replacement, object.PathOf("replacement")), " ");
}

std::string TokenDecoder::Bytes(std::string_view token, MatchWorkspace& workspace) const {
  if (byte_level_) {
    return FromByteLevel(token).value_or(std::string(token));
  }
  if (byte_fallback_) {
    if (const auto byte = FallbackByte(token)) return std::string(1, *byte);
  }
  const size_t max_bytes = kMaxGrowth * token.size() + kMaxAddedBytes;
  std::string text(token);
  for (const Replacement& replacement : replacements_) {
    text = replacement.regex.ReplaceAll(text, replacement.content, max_bytes, workspace);
  }
  return text;
}

}  // namespace ponder
