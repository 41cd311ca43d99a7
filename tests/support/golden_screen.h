// Screens compared with text files under tests/ui/golden. PONDER_UPDATE_GOLDENS=1 writes them anew.
#pragma once

#include <optional>
#include <string>

#include "ui/screen/surface.h"

namespace ponder::testing {

// A surface as readable text: characters, then roles.
std::string ScreenText(const Surface& surface, std::optional<Point> cursor);

// Fails the running test where the screen is not as in golden/NAME-WxH.txt.
void ExpectGoldenScreen(const std::string& name, const Surface& surface,
                        std::optional<Point> cursor = std::nullopt);

}  // namespace ponder::testing
