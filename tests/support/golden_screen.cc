#include "tests/support/golden_screen.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace ponder::testing {
namespace {

// In the order of Role.
constexpr std::array<char, kNumRoles> kLetters = {'.', 'd', 'a', 'u', 't', 'x',
                                                  'c', 'h', 'l', 'w', 'e', 's'};

char LetterOf(const Cell& cell) {
  const char letter = kLetters[static_cast<size_t>(cell.style.role)];
  const bool bold = (cell.style.attributes & kBold) != 0;
  if (bold && letter == '.') return 'B';
  if ((cell.style.attributes & kItalic) != 0 && letter == '.') return 'i';
  return bold ? static_cast<char>(std::toupper(letter)) : letter;
}

std::string RowOfRoles(const Surface& surface, int y) {
  std::string letters;
  for (int x = 0; x < surface.width(); ++x) letters.push_back(LetterOf(surface.at(x, y)));
  letters.erase(letters.find_last_not_of('.') + 1);
  return letters;
}

}  // namespace

std::string ScreenText(const Surface& surface, std::optional<Point> cursor) {
  std::string text = fmt::format("{}x{}", surface.width(), surface.height());
  text += cursor ? fmt::format(", cursor at {},{}\n", cursor->x, cursor->y) : "\n";
  for (int y = 0; y < surface.height(); ++y) text += surface.RowText(y) + "\n";
  text += "roles\n";
  for (int y = 0; y < surface.height(); ++y) text += RowOfRoles(surface, y) + "\n";
  return text;
}

void ExpectGoldenScreen(const std::string& name, const Surface& surface,
                        std::optional<Point> cursor) {
  const std::string path = fmt::format("{}/tests/ui/golden/{}-{}x{}.txt", PONDER_SOURCE_DIR, name,
                                       surface.width(), surface.height());
  const std::string drawn = ScreenText(surface, cursor);
  if (std::getenv("PONDER_UPDATE_GOLDENS")) {
    std::ofstream(path) << drawn;
    return;
  }
  std::ifstream file(path);
  ASSERT_TRUE(file) << path << " is missing; PONDER_UPDATE_GOLDENS=1 writes it";
  const std::string golden(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(drawn, golden) << path;
}

}  // namespace ponder::testing
