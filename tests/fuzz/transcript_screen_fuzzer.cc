// A conversation, scrolling, folds and sizes made from any bytes: every screen is whole, and
// nothing on it is a control character.
#include <algorithm>
#include <string>
#include <string_view>

#include "core/base/check.h"
#include "core/base/utf8.h"
#include "ui/screen/width.h"
#include "ui/view/screen_view.h"

namespace {

using namespace ponder;

class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size) : data_(data), left_(size) {}
  bool empty() const { return left_ == 0; }
  uint8_t Next() {
    if (left_ == 0) return 0;
    --left_;
    return *data_++;
  }
  std::string Text() {
    const size_t length = std::min<size_t>(Next(), left_);
    const std::string text(reinterpret_cast<const char*>(data_), length);
    data_ += length;
    left_ -= length;
    return text;
  }

 private:
  const uint8_t* data_;
  size_t left_;
};

void CheckScreen(const Frame& frame, Size size) {
  CHECK(frame.surface.size() == size);
  for (int y = 0; y < size.height; ++y) {
    int columns = 0;
    for (int x = 0; x < size.width; ++x) {
      const Cell& cell = frame.surface.at(x, y);
      columns += cell.width;
      for (const char32_t c : cell.text) CHECK(c == 0 || !IsControl(c));
    }
    CHECK(columns == size.width);
  }
  if (!frame.cursor) return;
  CHECK(frame.cursor->x >= 0 && frame.cursor->x < size.width);
  CHECK(frame.cursor->y >= 0 && frame.cursor->y < size.height);
}

void Step(Bytes& bytes, Transcript& transcript, TranscriptView& view, ScreenState& state) {
  const bool replying = transcript.newest_reply() && !transcript.newest_reply()->report;
  const uint8_t what = bytes.Next();
  switch (what % 12) {
    case 0:
      if (replying) transcript.EndReply({.completion_tokens = bytes.Next()});
      transcript.AddUser(bytes.Text(), what);
      transcript.BeginReply(what);
      break;
    case 1:
    case 2:
    case 3:
    case 4:
      if (!replying) break;
      transcript.Apply({.kind = static_cast<SpanKind>(bytes.Next() % 3),
                        .text = bytes.Text(),
                        .num_tokens = what,
                        .seconds = static_cast<double>(what),
                        .begins = what > 200,
                        .closes = what < 20});
      break;
    case 5:
      if (replying) transcript.AddMark(bytes.Text());
      break;
    case 6:
      view.ScrollRows(static_cast<int8_t>(bytes.Next()));
      break;
    case 7:
      view.ToggleAllThoughts();
      break;
    case 8:
      if (const auto thought = view.ThoughtAt(bytes.Next() % 64)) view.ToggleThought(*thought);
      break;
    case 9:
      view.SelectNext(transcript, what < 128 ? -1 : 1);
      break;
    case 10: {
      state.prompt.draft = ReplaceInvalidUtf8(bytes.Text());
      state.prompt.cursor = FitBytes(state.prompt.draft, bytes.Next());
      state.notice = Notice{Notice::Kind::kError, bytes.Text()};
      break;
    }
    default:
      state.size = {1 + bytes.Next() % 120, 1 + bytes.Next() % 40};
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Bytes bytes(data, size);
  Transcript transcript;
  TranscriptView view;
  ScreenState state;
  state.size = {40, 10};
  while (!bytes.empty()) {
    Step(bytes, transcript, view, state);
    CheckScreen(DrawScreen(state, transcript, view), state.size);
  }
  return 0;
}
