#include "ui/view/title_bar.h"

#include "core/base/byte_text.h"
#include "ui/screen/width.h"
#include "ui/view/format.h"

namespace ponder {
namespace {

constexpr std::string_view kProgram = "ponder";
constexpr std::string_view kBetween = "  ";

}  // namespace

void DrawTitleBar(const TitleState& state, const Glyphs& glyphs, const Canvas& row) {
  int end = row.width() - 2;
  if (state.can_think && !state.model.empty()) {
    end = row.PutRight(end, 0, state.think ? "think on" : "think off", {Role::kDim}) - 2;
  }
  int x = row.Put(2, 0, kProgram, {Role::kAccent, kBold});
  if (state.model.empty()) return;
  x = row.Put(x, 0, kBetween);
  x = row.Put(x, 0, Elide(state.model, end - x, glyphs.missing), {Role::kText, kBold});
  std::string about = state.format;
  if (state.weight_bytes > 0)
    about += (about.empty() ? "" : ", ") + FormatBytes(state.weight_bytes);
  x = row.Put(x, 0, kBetween);
  row.Put(x, 0, Elide(about, end - x, glyphs.missing), {Role::kDim});
}

}  // namespace ponder
