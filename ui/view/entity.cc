#include "ui/view/entity.h"

#include <charconv>
#include <optional>

#include "core/base/utf8.h"

namespace ponder {
namespace {

struct Named {
  std::string_view name;
  char32_t code_point;
};
constexpr Named kNamed[] = {
    {"&amp;", U'&'},     {"&lt;", U'<'},      {"&gt;", U'>'},      {"&quot;", U'"'},
    {"&apos;", U'\''},   {"&nbsp;", 0xA0},    {"&times;", 0xD7},   {"&middot;", 0xB7},
    {"&minus;", 0x2212}, {"&ndash;", 0x2013}, {"&mdash;", 0x2014}, {"&hellip;", 0x2026},
    {"&copy;", 0xA9},    {"&deg;", 0xB0},     {"&plusmn;", 0xB1},  {"&larr;", 0x2190},
    {"&rarr;", 0x2192},  {"&le;", 0x2264},    {"&ge;", 0x2265},    {"&ne;", 0x2260},
};

std::optional<char32_t> Numeric(std::string_view entity) {
  if (!entity.starts_with("&#") || !entity.ends_with(';')) return std::nullopt;
  entity = entity.substr(2, entity.size() - 3);
  const bool hexadecimal = entity.starts_with('x') || entity.starts_with('X');
  if (hexadecimal) entity.remove_prefix(1);
  uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(entity.data(), entity.data() + entity.size(), value, hexadecimal ? 16 : 10);
  const bool whole = end == entity.data() + entity.size() && !entity.empty();
  if (error != std::errc() || !whole || value > 0x10FFFF) return std::nullopt;
  return static_cast<char32_t>(value);
}

}  // namespace

std::string DecodeEntity(std::string_view entity) {
  std::optional<char32_t> code_point = Numeric(entity);
  for (const Named& named : kNamed) {
    if (named.name == entity) code_point = named.code_point;
  }
  if (!code_point) return std::string(entity);
  std::string text;
  AppendUtf8(*code_point, text);
  return text;
}

}  // namespace ponder
