// Any bytes from a terminal: events that together are those bytes, and nothing held back at the
// end.
#include <string>
#include <string_view>

#include "core/base/check.h"
#include "ui/input/keys.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t step = 1 + data[0] % 16;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  ponder::KeyParser parser;
  std::string seen;
  const auto note = [&seen](const std::vector<ponder::InputEvent>& events) {
    for (const ponder::InputEvent& event : events) {
      CHECK(!event.bytes.empty());
      seen += event.bytes;
    }
  };
  for (size_t i = 0; i < bytes.size(); i += step) note(parser.Feed(bytes.substr(i, step)));
  note(parser.Flush());
  CHECK(seen == bytes);
  CHECK(!parser.FlushAfterMs());
  return 0;
}
