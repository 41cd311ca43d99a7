#include "ui/screen/width.h"

#include <utf8proc.h>

#include <algorithm>
#include <vector>

#include "core/base/utf8.h"

namespace ponder {
namespace {

constexpr char32_t kZeroWidthNonJoiner = 0x200C;
constexpr char32_t kZeroWidthJoiner = 0x200D;
constexpr char32_t kDottedCircle = 0x25CC;

const utf8proc_property_t& PropertyOf(char32_t c) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
}

bool IsJoiner(char32_t c) { return c == kZeroWidthNonJoiner || c == kZeroWidthJoiner; }

// Characters that show nothing, and of which text could carry any number unseen.
bool IsInvisible(char32_t c) {
  switch (c) {
    case 0x00AD:
    case 0x034F:
    case 0x115F:
    case 0x1160:
    case 0x17B4:
    case 0x17B5:
    case 0x200B:
    case 0x3164:
    case 0xFFA0:
      return true;
    default:
      return IsJoiner(c) || (c >= 0x180B && c <= 0x180F) || (c >= 0x2060 && c <= 0x206F) ||
             (c >= 0x1BCA0 && c <= 0x1BCA3) || (c >= 0x1D173 && c <= 0x1D17A);
  }
}

bool IsUnshowable(char32_t c) {
  const int category = PropertyOf(c).category;
  return IsControl(c) || IsInvisible(c) || category == UTF8PROC_CATEGORY_CN ||
         category == UTF8PROC_CATEGORY_CS;
}

bool IsVariationSelector(char32_t c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

bool IsSkinTone(char32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; }

bool IsPictograph(char32_t c) {
  return PropertyOf(c).boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

int WidthOf(char32_t c) { return utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)); }

bool IsPlainAscii(char byte) { return byte >= 0x20 && byte < 0x7F; }

// The base character of the cluster that begins with `first`.
Cluster Base(const Decoded& first) {
  Cluster cluster{{first.code_point}, 1, first.num_bytes};
  if (!first.valid || IsUnshowable(first.code_point) || IsVariationSelector(first.code_point)) {
    cluster.text[0] = kReplacementCharacter;
  } else if (WidthOf(first.code_point) <= 0) {
    cluster.text = {kDottedCircle, first.code_point};
  } else {
    cluster.width = static_cast<uint8_t>(std::min(WidthOf(first.code_point), 2));
  }
  return cluster;
}

enum class Joining { kMark, kLeftOut, kNewCluster };

// Whether `c` belongs to a cluster with this base.
Joining JoiningOf(char32_t base, char32_t c) {
  if (IsVariationSelector(c)) return Joining::kLeftOut;
  if (IsPictograph(base) && (c == kZeroWidthJoiner || IsSkinTone(c))) return Joining::kLeftOut;
  const bool letter = utf8proc_grapheme_break(static_cast<utf8proc_int32_t>(base),
                                              static_cast<utf8proc_int32_t>(c)) == 0;
  if (IsJoiner(c) && base >= 0x0300) return Joining::kMark;
  if (!letter || IsUnshowable(c) || WidthOf(c) > 0) return Joining::kNewCluster;
  return Joining::kMark;
}

}  // namespace

Cluster NextCluster(std::string_view text) {
  if (text.empty()) return {};
  if (IsPlainAscii(text[0]) && (text.size() == 1 || IsPlainAscii(text[1]))) {
    return {{static_cast<char32_t>(text[0])}, 1, 1};
  }
  const Decoded first = DecodeUtf8(text);
  Cluster cluster = Base(first);
  if (cluster.text[0] == kReplacementCharacter) return cluster;
  size_t num_marks = cluster.text[1] != 0 ? 1 : 0;
  while (cluster.num_bytes < text.size()) {
    const Decoded next = DecodeUtf8(text.substr(cluster.num_bytes));
    if (!next.valid) break;
    const Joining joining = JoiningOf(first.code_point, next.code_point);
    if (joining == Joining::kNewCluster) break;
    if (joining == Joining::kMark && num_marks + 1 < cluster.text.size()) {
      cluster.text[++num_marks] = next.code_point;
    }
    cluster.num_bytes += next.num_bytes;
  }
  return cluster;
}

int TextWidth(std::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    const Cluster cluster = NextCluster(text);
    columns += cluster.width;
    text.remove_prefix(cluster.num_bytes);
  }
  return columns;
}

size_t FitBytes(std::string_view text, int columns) {
  size_t fitting = 0;
  while (fitting < text.size()) {
    const Cluster cluster = NextCluster(text.substr(fitting));
    columns -= cluster.width;
    if (columns < 0) break;
    fitting += cluster.num_bytes;
  }
  return fitting;
}

size_t FitTail(std::string_view text, int columns) {
  std::vector<Cluster> clusters;
  for (std::string_view rest = text; !rest.empty();) {
    clusters.push_back(NextCluster(rest));
    rest.remove_prefix(clusters.back().num_bytes);
  }
  size_t begin = text.size();
  for (auto cluster = clusters.rbegin(); cluster != clusters.rend(); ++cluster) {
    columns -= cluster->width;
    if (columns < 0) break;
    begin -= cluster->num_bytes;
  }
  return begin;
}

std::string Elide(std::string_view text, int columns, std::string_view mark) {
  if (columns <= 0) return {};
  // Looking a little further than the room tells whether something is missing.
  const size_t fitting = FitBytes(text, columns);
  if (fitting == text.size()) return std::string(text);
  std::string shown(text.substr(0, FitBytes(text.substr(0, fitting), columns - 1)));
  return shown.append(mark);
}

}  // namespace ponder
